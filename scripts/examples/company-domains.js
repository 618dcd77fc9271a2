/**
 * Lets people register with the addresses of certain companies only, and tells others why
 * they cannot, in their language.
 *
 * Secret: COMPANY_DOMAINS, such as "example.com, example.org".
 *
 * @type {Hookline.PreUserRegistrationHook}
 */
module.exports = function (user, context, cb) {
  /** @type {Record<string, string>} */
  const texts = {
    en: 'Please register with the address that you have at your company.',
    de: 'Bitte registriere dich mit der Adresse, die du bei deiner Firma hast.',
    fr: 'Merci de vous inscrire avec votre adresse professionnelle.',
  };
  const allowed = (context.webtask.secrets.COMPANY_DOMAINS || '').toLowerCase().split(/[\s,]+/);
  const domain = (user.email || '').toLowerCase().split('@').pop() || '';
  if (!allowed.includes(domain)) {
    const language = (context.renderLanguage || 'en').slice(0, 2);
    return cb(new PreUserRegistrationError('the domain ' + domain + ' is not allowed', texts[language] || texts.en));
  }
  user.app_metadata.company = domain;
  cb(null, { user: { app_metadata: user.app_metadata } });
};
