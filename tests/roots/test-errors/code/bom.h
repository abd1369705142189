int bom();
