// uuid 3
const v4 = require('uuid/v4');
const v1 = require('uuid/v1');
const v5 = require('uuid/v5');
const v3 = require('uuid/v3');

module.exports = function (user, context, cb) {
  const shape = /^[0-9a-f]{8}-[0-9a-f]{4}-([1-5])[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
  cb(null, {
    v4: shape.exec(v4())[1],
    v1: shape.exec(v1())[1],
    different: v4() !== v4(),
    fixed: v4({ random: [...Array(16).keys()] }),
    v1fixed: v1({ node: [1, 2, 3, 4, 5, 6], clockseq: 0x1234, msecs: 1e12, nsecs: 5 }),
    v5: v5('hello.example.com', v5.DNS),
    v3: v3('http://example.com/ü', v3.URL),

  });
};
