// compile: 3:12 Unexpected token *
var a = 1;
var b = a +* 2;
