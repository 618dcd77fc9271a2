// Intl and the methods that know locales.
var n = (value, locale, options) => show(() => value.toLocaleString(locale, options));
for (const v of [0, -0, 5, 1234.5, 1234567.891, -1234.5678, 0.0005, 1e21, 1.005, 123456789012345680000, NaN, Infinity, -Infinity, 999.9995]) n(v);
n(12345678901234567890n); n(1234.5, 'en-US', { minimumFractionDigits: 2 }); n(1.005, 'en', { maximumFractionDigits: 2 }); n(2.5, 'en', { maximumFractionDigits: 0 }); n(1234.5, 'en', { useGrouping: false });
n(0.256, 'en', { style: 'percent' }); n(0.2567, 'en', { style: 'percent', minimumFractionDigits: 1 }); n(1234.5, 'en-US', { style: 'currency', currency: 'USD' }); n(-1234.5, 'en-US', { style: 'currency', currency: 'EUR' }); n(1234.5, 'en-US', { style: 'currency', currency: 'JPY' }); n(12, 'en', { style: 'currency', currency: 'USD', minimumFractionDigits: 0 }); n(5, 'en', { style: 'currency', currency: 'CHF' }); n(5, 'en', { style: 'currency', currency: 'usd', currencyDisplay: 'code' }); n(5, 'en', { style: 'currency', currency: 'USD', currencyDisplay: 'name' }); n(-5, 'en', { style: 'currency', currency: 'USD', currencySign: 'accounting' }); n(5, 'en', { style: 'currency' }); n(5, 'en', { style: 'currency', currency: 'x' });
n(123456, 'en', { maximumSignificantDigits: 3 }); n(0.00012345, 'en', { maximumSignificantDigits: 2 }); n(5, 'en', { minimumSignificantDigits: 3 }); n(5, 'en', { minimumIntegerDigits: 3 }); n(1234, 'en', { notation: 'compact' }); n(1234567, 'en', { notation: 'compact' }); n(999999, 'en', { notation: 'compact' }); n(12345678, 'en', { notation: 'compact', compactDisplay: 'long' }); n(15, 'en', { notation: 'compact' }); n(1500, 'en', { notation: 'compact', maximumFractionDigits: 2 });
n(5, 'en', { signDisplay: 'always' }); n(0, 'en', { signDisplay: 'exceptZero' }); n(-5, 'en', { signDisplay: 'never' }); n(5, 'en', { maximumFractionDigits: 200 }); n(5, 'en', { minimumFractionDigits: 5, maximumFractionDigits: 2 }); n(5, 'xx-invalid-locale-tag-x'); show(() => new Intl.NumberFormat('en', { style: 'odd' }));
for (const l of ['de', 'de-DE', 'de-CH', 'de-AT', 'fr', 'fr-FR', 'es', 'es-MX', 'it', 'pt-BR', 'pt-PT', 'nl', 'sv', 'da', 'nb', 'fi', 'pl', 'cs', 'tr', 'ru', 'uk', 'ja', 'zh-CN', 'ko-KR', 'en-GB', 'en-IN', 'en-CA', 'en-AU']) {
  show(() => [l, (1234567.891).toLocaleString(l), (1234.5).toLocaleString(l), (-1234.5).toLocaleString(l, { style: 'currency', currency: 'EUR' }), (0.25).toLocaleString(l, { style: 'percent' }), (5).toLocaleString(l, { style: 'currency', currency: 'USD' })]);
}
show(() => new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' }).formatToParts(-1234.5));
show(() => { const o = new Intl.NumberFormat().resolvedOptions(); return [o.locale, o.numberingSystem, o.style, o.minimumFractionDigits, o.maximumFractionDigits, o.useGrouping, o.notation]; });
show(() => [Intl.NumberFormat('en').format(1234), Intl.NumberFormat.supportedLocalesOf(['de', 'en-US', 'xx']).slice(0, 2), String(Intl), new Intl.NumberFormat() instanceof Intl.NumberFormat]);
var d = new Date(Date.UTC(2020, 0, 5, 9, 7, 3, 45));
var f = (options, locale = 'en-US', date = d) => show(() => new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options }).format(date));
show(() => [d.toLocaleString('en-US', { timeZone: 'UTC' }), d.toLocaleDateString('en-US', { timeZone: 'UTC' }), d.toLocaleTimeString('en-US', { timeZone: 'UTC' }), new Date(NaN).toLocaleString()]);
show(() => [d.toLocaleDateString('en-US', { timeZone: 'UTC', weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' }), d.toLocaleTimeString('en-US', { timeZone: 'UTC', hour: '2-digit', minute: '2-digit' }), d.toLocaleString('en-US', { timeZone: 'UTC', month: 'short' }), d.toLocaleDateString('en-US', { timeZone: 'UTC', hour: 'numeric' }), d.toLocaleTimeString('en-US', { timeZone: 'UTC', hour12: false })]);
f({}); f({ dateStyle: 'full' }); f({ dateStyle: 'long' }); f({ dateStyle: 'medium' }); f({ dateStyle: 'short' }); f({ timeStyle: 'full' }); f({ timeStyle: 'long' }); f({ timeStyle: 'medium' }); f({ timeStyle: 'short' }); f({ dateStyle: 'full', timeStyle: 'short' }); f({ dateStyle: 'long', timeStyle: 'long' }); f({ dateStyle: 'medium', timeStyle: 'medium' }); f({ dateStyle: 'short', timeStyle: 'short' });
f({ year: 'numeric', month: '2-digit', day: '2-digit' }); f({ year: '2-digit', month: 'numeric', day: 'numeric' }); f({ month: 'long', year: 'numeric' }); f({ month: 'short', day: 'numeric' }); f({ weekday: 'short' }); f({ weekday: 'narrow' }); f({ month: 'narrow' }); f({ year: 'numeric' }); f({ day: '2-digit' }); f({ weekday: 'short', month: 'short', day: 'numeric' }); f({ weekday: 'long', hour: 'numeric' });
f({ hour: 'numeric' }); f({ hour: '2-digit', hour12: false }); f({ hour: 'numeric', minute: 'numeric', second: 'numeric', hourCycle: 'h23' }); f({ hour: 'numeric', hourCycle: 'h23' }); f({ hour: 'numeric', minute: '2-digit', hour12: true }); f({ minute: 'numeric' }); f({ minute: '2-digit', second: '2-digit' }); f({ hour: 'numeric', minute: 'numeric', second: 'numeric', fractionalSecondDigits: 3 }); f({ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' }); f({ year: 'numeric', month: 'long', day: 'numeric', hour: 'numeric', minute: 'numeric' }); f({ hour: 'numeric', timeZoneName: 'short' }); f({ timeZoneName: 'long', hour: 'numeric', minute: 'numeric' });
f({ dateStyle: 'short', year: 'numeric' }); f({ timeZone: 'Nowhere/City' }); f({ month: 'odd' });
for (const z of ['America/New_York', 'america/los_angeles', 'Europe/Berlin', 'Europe/London', 'Asia/Tokyo', 'Asia/Kolkata', 'Australia/Sydney', 'Pacific/Honolulu', 'Etc/UTC', 'GMT']) f({ timeZone: z, dateStyle: 'short', timeStyle: 'long' });
for (const z of ['America/New_York', 'Europe/Berlin', 'UTC']) f({ timeZone: z, hour: 'numeric', timeZoneName: 'long' }, 'en-US', new Date(Date.UTC(2020, 6, 1)));
f({ timeZone: '+05:30', hour: 'numeric', minute: 'numeric' });
for (const l of ['de', 'fr', 'es', 'it', 'pt-BR', 'nl', 'sv', 'da', 'nb', 'fi', 'pl', 'cs', 'tr', 'ru', 'uk', 'ja', 'zh-CN', 'ko', 'en-GB', 'en-CA', 'de-CH', 'fr-CA', 'es-MX']) {
  for (const o of [{}, { dateStyle: 'full' }, { dateStyle: 'medium', timeStyle: 'short' }, { dateStyle: 'long', timeStyle: 'medium' }, { year: 'numeric', month: 'long', day: 'numeric' }, { weekday: 'long', month: 'short', day: 'numeric' }, { hour: 'numeric', minute: '2-digit' }, { month: 'long' }, { month: 'short', year: 'numeric' }, { year: 'numeric', month: '2-digit', day: '2-digit' }, { hour: '2-digit', minute: '2-digit', second: '2-digit' }, { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' }]) f(o, l);
}
show(() => new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', dateStyle: 'short', timeStyle: 'short' }).formatToParts(d));
show(() => { const o = new Intl.DateTimeFormat('en-US', { timeZone: 'UTC' }).resolvedOptions(); return [o.locale, o.calendar, o.numberingSystem, o.timeZone, o.year, o.month, o.day, o.hour]; });
show(() => { const o = new Intl.DateTimeFormat('en', { hour: 'numeric', minute: 'numeric', timeZone: 'America/New_York' }).resolvedOptions(); return [o.hourCycle, o.hour12, o.hour, o.minute, o.timeZone]; });
show(() => new Intl.DateTimeFormat('en').format(NaN));
show(() => ['b', 'a', 'C', 'ä', 'B', 'z', 'Z'].sort(new Intl.Collator('en').compare));
show(() => ['a10', 'a9', 'a1'].sort(new Intl.Collator(undefined, { numeric: true }).compare));
show(() => ['a'.localeCompare('b'), 'a'.localeCompare('A'), 'a'.localeCompare('á', 'en', { sensitivity: 'base' }), 'a'.localeCompare('A', undefined, { sensitivity: 'accent' }), '2'.localeCompare('10', undefined, { numeric: true }), 'résumé'.localeCompare('resume')]);
show(() => ['i'.toLocaleUpperCase('tr'), 'I'.toLocaleLowerCase('tr'), 'i'.toLocaleUpperCase(), 'ß'.toLocaleUpperCase('de')]);
show(() => [0, 1, 2, 1.5, 21].map((v) => new Intl.PluralRules('en').select(v)));
show(() => [1, 2, 3, 4, 11, 12, 13, 21, 22, 23, 101].map((v) => new Intl.PluralRules('en', { type: 'ordinal' }).select(v)));
show(() => [0, 1, 2, 5, 21, 1.5].map((v) => new Intl.PluralRules('ru').select(v)));
show(() => [0, 1, 2, 5, 1000000].map((v) => new Intl.PluralRules('pl').select(v)));
show(() => new Intl.PluralRules('en').resolvedOptions().pluralCategories.sort());
for (const l of ['en', 'de', 'fr', 'ja', 'en-GB']) show(() => ['long', 'short', 'narrow'].flatMap((style) => ['conjunction', 'disjunction', 'unit'].map((type) => [1, 2, 3, 4].map((n) => new Intl.ListFormat(l, { style, type }).format(['a', 'b', 'c', 'd'].slice(0, n))))));
show(() => new Intl.ListFormat('en').format([1]));
var r = (options) => show(() => { const rtf = new Intl.RelativeTimeFormat('en', options); return [[-1, 'day'], [1, 'day'], [0, 'day'], [-2, 'days'], [3, 'month'], [-1, 'year'], [1.5, 'hour'], [-1000, 'second'], [1, 'quarter'], [0, 'week']].map((a) => rtf.format(...a)); });
r(); r({ numeric: 'auto' }); r({ style: 'short' }); r({ style: 'narrow', numeric: 'auto' });
show(() => new Intl.RelativeTimeFormat('en').format(1, 'odd'));
show(() => new Intl.RelativeTimeFormat('en').formatToParts(-2, 'day'));
show(() => { const l = new Intl.Locale('en-latn-us'); return [l.language, l.script, l.region, String(l), l.baseName]; });
show(() => Intl.getCanonicalLocales(['EN-us', 'zh-hant-tw', 'en-US']));
show(() => [[1234.5, null, new Date(0)].map(String).length, [1234.5, 'x'].toLocaleString('de')]);

for (const unit of ['hour', 'minute', 'byte', 'kilobyte', 'percent', 'celsius', 'kilometer-per-hour', 'day', 'liter']) show(() => ['short', 'long', 'narrow'].flatMap((unitDisplay) => [1, 2, 1.5, -1].map((v) => new Intl.NumberFormat('en', { style: 'unit', unit, unitDisplay }).format(v))));
show(() => new Intl.NumberFormat('en', { style: 'unit', unit: 'hour', unitDisplay: 'long' }).formatToParts(5));
show(() => new Intl.NumberFormat('en', { style: 'unit' }));
show(() => new Intl.NumberFormat('en', { style: 'unit', unit: 'odd' }));
