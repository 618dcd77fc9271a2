'use strict';
// https://nodejs.org/docs/latest-v20.x/api/tracing.html: tracing is never on.
module.exports = {
  createTracing: ({ categories }) => ({ categories: categories.join(), enabled: false, enable() {}, disable() {} }),
  getEnabledCategories: () => undefined,
};
