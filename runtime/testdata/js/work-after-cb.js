// result: {"answered":true}
// console: log: later true
module.exports = function (user, context, cb) {
  var answered = false;
  setTimeout(function () { console.log('later', answered); }, 5);
  cb(null, { answered: true });
  answered = true;
};
