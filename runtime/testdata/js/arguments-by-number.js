// result: {"same":true,"length":3}
module.exports = function () { arguments[2](null, { same: arguments[0].username === 'user1', length: arguments.length }); };
