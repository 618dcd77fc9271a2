// document: 1
// kept: 1
// result: ["Callback must be a function.","Callback must be a function.","Options must be an object.","Options must be an object."]
module.exports = function (user, context, cb) {
  var storage = context.webtask.storage;
  var tries = [
    function () { storage.get(); },
    function () { storage.set({}, {}); },
    function () { storage.get('x', function () {}); },
    function () { storage.set({}, 1, function () {}); },
  ];
  cb(null, tries.map(function (f) { try { f(); } catch (e) { return e.message; } }));
};
