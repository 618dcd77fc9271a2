// compile: 0:0 Unexpected token }
}); (function () {
