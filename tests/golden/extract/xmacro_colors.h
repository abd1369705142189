COLOR(red, 1)
COLOR(green, 2)
