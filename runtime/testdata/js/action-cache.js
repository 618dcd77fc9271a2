// trigger: post-change-password
// console: log: undefined { type: 'error', code: 'ItemNotFound' }
// console: log: { type: 'success' } v true
// console: log: { type: 'error', code: 'InvalidKeySize' } { type: 'error', code: 'ItemSizeExceeded' }
// console: log: { type: 'success' } undefined
// console: log: { type: 'error', code: 'CacheSizeExceeded' } 7 { type: 'error', code: 'CacheSizeExceeded' }
// console: log: TypeError: api.cache: the value must be a string
exports.onExecutePostChangePassword = async (event, api) => {
  console.log(api.cache.get('k'), api.cache.delete('k'));
  const kept = api.cache.set('k', 'v', { ttl: 60000 });
  const entry = api.cache.get('k');
  console.log(kept, entry.value, Math.abs(entry.expires_at - Date.now() - 60000) < 5000);
  console.log(api.cache.set('k'.repeat(65), 'v'), api.cache.set('k', 'v'.repeat(4097)));
  console.log(api.cache.set('past', 'v', { ttl: 60000, expires_at: Date.now() - 1 }), api.cache.get('past'));
  let n = 0;
  while (api.cache.set('full' + n, 'v'.repeat(1100)).type === 'success') n++;
  let m = 0;
  for (let i = 0; i < n; i++) api.cache.delete('full' + i);
  while (api.cache.set('many' + m, 'v').type === 'success') m++;
  console.log(api.cache.set('large', 'v'.repeat(4096)).type === 'error' ? { type: 'error', code: 'CacheSizeExceeded' } : 'kept', n, api.cache.set('more', 'v'));
  try { api.cache.set('k', 1); } catch (e) { console.log(String(e)); }
};
