// result: {"keys":"data,headers,id,params,query,secrets,meta,storage,token,body_raw,body,create_token,create_token_url","same":true,"name":"welcome","referer":"undefined","tenant":"my-tenant","mine":1,"deleted":"undefined","query":"undefined"}
module.exports = function (user, context, cb) {
  var w = context.webtask;
  var keys = Object.keys(w).join();
  w.mine = 1;
  delete w.token;
  cb(null, {
    keys: keys, same: w.body.user === user, name: w.meta['hook-name'], referer: String(w.headers.referer),
    tenant: JSON.parse(w.body_raw).user.tenant, mine: w.mine, deleted: String(w.token), query: String(context.request.query.x),
  });
};
