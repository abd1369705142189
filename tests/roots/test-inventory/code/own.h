int own();
