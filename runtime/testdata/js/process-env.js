// console: log: [] undefined
// console: log: 1 string [ 'AWS_REGION', 'N' ]
module.exports = function (user, context, cb) {
  console.log(Object.keys(process.env), process.env.PATH);
  process.env.AWS_REGION = 'eu-west-1';
  process.env.N = 1;
  console.log(process.env.N, typeof process.env.N, Object.keys(process.env));
  cb();
};
