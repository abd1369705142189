/* café */
int latin();
