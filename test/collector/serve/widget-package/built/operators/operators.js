ops;
