// compile: 1:9 Unexpected
// raw
var a = = 1;
