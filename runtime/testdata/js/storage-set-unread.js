// document: {"n":1}
// kept: {"n":1}
// outcome: threw
// error: Error: When calling storage.set without having called storage.get before, you must specify the .force option. (hook.js:6:30)
module.exports = function (user, context, cb) {
  context.webtask.storage.set({ n: 2 }, cb);
};
