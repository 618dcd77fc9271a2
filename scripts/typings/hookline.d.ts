// What hooks, rules and actions find in Hookline. Generated: change scripts/shape.go or
// scripts/typings/preamble.d.ts, and run `make gen`.

declare namespace Hookline {
  /** The first call answers; later ones are remarked as warnings. A falsy error is none. */
  type Callback<Result> = (error?: Error | string | { message: string } | null | false, result?: Result | null, ...dropped: unknown[]) => void;

  interface Webtask {
    /** This hook's secrets. */
    secrets: Record<string, string>;
    /** The same, for scripts of the webtask era. */
    data: Record<string, string>;
    headers: Record<string, string | undefined>;
    query: Record<string, string | undefined>;
    params: Record<string, string | undefined>;
    /** hook-name, hookline-event-id, hookline-execution-id, hookline-attempt and more. */
    meta: Record<string, string>;
    storage: Storage;
    id: string;
    /** The payload; its user is the hook's very own. */
    body: any;
    body_raw: string;
  }

  /** One JSON document per hook, of at most 500 KB. */
  interface Storage {
    readonly data: any;
    readonly etag: string | undefined;
    get(callback: (error: Error | null, data?: any) => void): void;
    get(options: object, callback: (error: Error | null, data?: any) => void): void;
    set(data: any, callback: (error: StorageError | null) => void): void;
    set(data: any, options: { force?: boolean; etag?: string }, callback: (error: StorageError | null) => void): void;
  }
  interface StorageError extends Error {
    code?: number;
    /** The document as somebody else has changed it. */
    conflict?: any;
  }

  /** Kept while the worker lives: 20 entries a trigger, 4 kB each, 8 kB together. */
  interface Cache {
    get(key: string): { value: string; expires_at: number } | undefined;
    set(key: string, value: string, options?: { ttl?: number; expires_at?: number }): CacheResult;
    delete(key: string): CacheResult;
  }
  type CacheResult = { type: 'success' } | { type: 'error'; code: string };

  interface ActionAPI { cache: Cache }
  interface PreUserRegistrationAPI extends ActionAPI {
    access: { deny(reason: string, userMessage?: string): PreUserRegistrationAPI };
    user: {
      /** null removes the name. */
      setAppMetadata(name: string, value: unknown): PreUserRegistrationAPI;
      setUserMetadata(name: string, value: unknown): PreUserRegistrationAPI;
    };
    validation: { error(code: string, message: string): PreUserRegistrationAPI };
  }
  interface CredentialsExchangeAPI extends ActionAPI {
    access: { deny(code: 'invalid_scope' | 'invalid_request' | 'server_error', reason: string): CredentialsExchangeAPI };
    accessToken: { setCustomClaim(name: string, value: unknown): CredentialsExchangeAPI };
    transaction: {
      addTargetScope(scope: string): CredentialsExchangeAPI;
      removeTargetScope(scope: string): CredentialsExchangeAPI;
      setTargetScopes(scopes: string[]): CredentialsExchangeAPI;
      clearTargetScopes(): CredentialsExchangeAPI;
    };
  }

  interface ActionBase {
    secrets: Record<string, string>;
    tenant: { id: string };
    request: ActionRequest;
    transaction?: any;
  }
  interface ActionRequest {
    ip?: string;
    language?: string;
    method: string;
    user_agent?: string;
    hostname?: string;
    body: Record<string, any>;
    query: Record<string, any>;
    geoip: Record<string, any>;
  }
  interface ActionConnection { id?: string; name?: string; strategy: string; metadata: Record<string, any> }
  interface ActionUser {
    user_id?: string;
    email?: string;
    email_verified?: boolean;
    username?: string;
    name?: string;
    nickname?: string;
    given_name?: string;
    family_name?: string;
    picture?: string;
    phone_number?: string;
    phone_verified?: boolean;
    created_at?: string;
    updated_at?: string;
    last_password_reset?: string;
    user_metadata: Record<string, any>;
    app_metadata: Record<string, any>;
  }
  interface PreUserRegistrationEvent extends ActionBase { user: ActionUser; connection: ActionConnection; client?: any }
  interface PostUserRegistrationEvent extends ActionBase { user: ActionUser; connection: ActionConnection }
  interface PostChangePasswordEvent extends ActionBase { user: ActionUser; connection: ActionConnection }
  interface CredentialsExchangeEvent extends ActionBase {
    accessToken: { customClaims: Record<string, any>; scope: string[] };
    client: { client_id?: string; name?: string; metadata: Record<string, any> };
    resource_server: { identifier: string };
    transaction: { requested_scopes: string[]; target_scopes: string[] };
  }
  interface SendPhoneMessageEvent extends ActionBase {
    message_options: { action: string; code: string; message_type: string; recipient: string; text: string };
    client?: { client_id: string; name: string; metadata: Record<string, any> };
    user?: ActionUser;
  }

  interface RuleUser extends ActionUser {
    identities: { connection: string; user_id: string; provider: string; isSocial: boolean; [name: string]: any }[];
    [name: string]: any;
  }
  interface RuleContext {
    connection: string;
    idToken: Record<string, any>;
    accessToken: Record<string, any>;
    [name: string]: any;
  }
  type RuleCallback = (error?: Error | string | null, user?: RuleUser, context?: RuleContext) => void;
  type Rule = (user: RuleUser, context: RuleContext, callback: RuleCallback) => any;
}

/** The secrets of a hook or rule, by the name that rules know. */
declare const configuration: Record<string, string>;

/** In rules: the Management API, if the secrets AUTH0_DOMAIN and AUTH0_ACCESS_TOKEN say where it is. */
declare const auth0: {
  accessToken: string;
  domain: string;
  baseUrl: string;
  users: {
    updateAppMetadata(userId: string, metadata: object): Promise<any>;
    updateUserMetadata(userId: string, metadata: object): Promise<any>;
  };
};

/** In rules: refuses the login as unauthorized. */
declare class UnauthorizedError extends Error { constructor(message?: string) }

/** In credentials-exchange: what the client gets as OAuth error. */
declare class InvalidScopeError extends Error { constructor(message?: string) }
declare class InvalidRequestError extends Error { constructor(message?: string) }
declare class ServerError extends Error { constructor(message?: string) }

/** Refuses a registration. The first text is for the log, the second for the user. */
declare class PreUserRegistrationError extends Error {
  constructor(message?: string, friendlyMessage?: string);
  friendlyMessage: string;
}

/** Says that the code was not sent. The first text is for the log, the second for the user. */
declare class SendPhoneMessageError extends Error {
  constructor(message?: string, friendlyMessage?: string);
  friendlyMessage: string;
}

declare module 'slack-notify' {
  interface Message {
    text?: string;
    channel?: string;
    username?: string;
    icon_emoji?: string;
    icon_url?: string;
    fields?: Record<string, unknown>;
    attachments?: object[];
  }
  type Done = (error?: Error) => void;
  type Send = (message: Message | string, done?: Done) => void;
  interface Slack { request: Send; send: Send; bug: Send; alert: Send; note: Send; success: Send; onError: (error: Error) => void; extend(defaults: Message): Send }
  function slack(url: string): Slack;
  export = slack;
}

// Packages whose own types the check of the examples does not have.
declare module 'nodemailer';
declare module 'pg';

declare namespace Hookline {
  interface CredentialsExchangeClient {
    /** client_id */
    id?: string;
    name?: string;
    /** name of the tenant */
    tenant?: string;
    /** metadata of the application */
    metadata: Record<string, any>;
  }
  interface CredentialsExchangeContext {
    webtask: Webtask;
  }
  interface CredentialsExchangeResult {
    /** the token's scope; a result without it takes all scopes away */
    scope?: string[];
    /** A claim of your own: its name is a URL. */
    [claim: `http${string}`]: unknown;
  }
  /** credentials-exchange: function (client, scope, audience, context, cb) */
  type CredentialsExchangeHook = (client: CredentialsExchangeClient, scope: string[] | undefined, audience: string, context: CredentialsExchangeContext, cb: Callback<CredentialsExchangeResult>) => any;
  type AsyncCredentialsExchangeHook = (client: CredentialsExchangeClient, scope: string[] | undefined, audience: string, context: CredentialsExchangeContext, cb: Callback<CredentialsExchangeResult>) => Promise<any>;
  interface PreUserRegistrationUser {
    /** in the clear; never stored or shown */
    password?: string;
    /** name of the tenant */
    tenant?: string;
    /** present if the connection has user names */
    username?: string;
    email?: string;
    emailVerified?: boolean;
    phoneNumber?: string;
    phoneNumberVerified?: boolean;
    /** what the user may read and change; always an object in the hook */
    user_metadata: Record<string, any>;
    /** what only applications may change; always an object in the hook */
    app_metadata: Record<string, any>;
  }
  interface PreUserRegistrationContext {
    /** where the user is kept */
    connection: {
      /** id of the connection */
      id?: string;
      /** name of the connection */
      name?: string;
      /** name of the tenant */
      tenant?: string;
    };
    /** Accept-Language of the caller */
    requestLanguage?: string;
    /** language in which the page was shown */
    renderLanguage?: string;
    /** the request that led here */
    request: {
      ip?: string;
      language?: string;
      query: Record<string, any>;
      headers: Record<string, any>;
    };
    webtask: Webtask;
  }
  interface PreUserRegistrationResult {
    user?: {
      /** kept with the new user */
      user_metadata?: Record<string, any>;
      /** kept with the new user */
      app_metadata?: Record<string, any>;
    };
  }
  /** pre-user-registration: function (user, context, cb) */
  type PreUserRegistrationHook = (user: PreUserRegistrationUser, context: PreUserRegistrationContext, cb: Callback<PreUserRegistrationResult>) => any;
  type AsyncPreUserRegistrationHook = (user: PreUserRegistrationUser, context: PreUserRegistrationContext, cb: Callback<PreUserRegistrationResult>) => Promise<any>;
  interface PostUserRegistrationUser {
    /** without the prefix auth0| */
    id?: string;
    /** name of the tenant */
    tenant?: string;
    /** present if the connection has user names */
    username?: string;
    email?: string;
    emailVerified?: boolean;
    phoneNumber?: string;
    phoneNumberVerified?: boolean;
    /** what the user may read and change; always an object in the hook */
    user_metadata: Record<string, any>;
    /** what only applications may change; always an object in the hook */
    app_metadata: Record<string, any>;
  }
  interface PostUserRegistrationContext {
    /** where the user is kept */
    connection: {
      /** id of the connection */
      id?: string;
      /** name of the connection */
      name?: string;
      /** name of the tenant */
      tenant?: string;
    };
    /** Accept-Language of the caller */
    requestLanguage?: string;
    /** language in which the page was shown */
    renderLanguage?: string;
    /** the request that led here */
    request: {
      ip?: string;
      language?: string;
      query: Record<string, any>;
      headers: Record<string, any>;
    };
    webtask: Webtask;
  }
  /** post-user-registration: function (user, context, cb) */
  type PostUserRegistrationHook = (user: PostUserRegistrationUser, context: PostUserRegistrationContext, cb: Callback<unknown>) => any;
  type AsyncPostUserRegistrationHook = (user: PostUserRegistrationUser, context: PostUserRegistrationContext, cb: Callback<unknown>) => Promise<any>;
  interface PostChangePasswordUser {
    /** without the prefix auth0| */
    id?: string;
    username?: string;
    email?: string;
    /** ISO 8601 */
    last_password_reset?: string;
    /** always an object in the hook */
    user_metadata: Record<string, any>;
    /** always an object in the hook */
    app_metadata: Record<string, any>;
  }
  interface PostChangePasswordContext {
    /** where the user is kept */
    connection: {
      /** id of the connection */
      id?: string;
      /** name of the connection */
      name?: string;
      /** name of the tenant */
      tenant?: string;
    };
    /** Accept-Language of the caller */
    requestLanguage?: string;
    /** language in which the page was shown */
    renderLanguage?: string;
    /** the request that led here */
    request: {
      ip?: string;
      language?: string;
      query: Record<string, any>;
      headers: Record<string, any>;
    };
    webtask: Webtask;
  }
  /** post-change-password: function (user, context, cb) */
  type PostChangePasswordHook = (user: PostChangePasswordUser, context: PostChangePasswordContext, cb: Callback<unknown>) => any;
  type AsyncPostChangePasswordHook = (user: PostChangePasswordUser, context: PostChangePasswordContext, cb: Callback<unknown>) => Promise<any>;
  interface SendPhoneMessageContext {
    message_type: 'sms' | 'voice';
    action: 'enrollment' | 'second-factor-authentication' | 'authentication';
    language: string;
    /** the one-time code */
    code: string;
    ip: string;
    user_agent: string;
    /** the application that the user signs in to */
    client?: {
      client_id: string;
      name: string;
      client_metadata: Record<string, any>;
    };
    /** the user */
    user?: {
      /** with its prefix */
      user_id?: string;
      name?: string;
      email?: string;
      app_metadata: Record<string, any>;
      user_metadata: Record<string, any>;
    };
    webtask: Webtask;
  }
  /** send-phone-message: function (recipient, text, context, cb) */
  type SendPhoneMessageHook = (recipient: string, text: string, context: SendPhoneMessageContext, cb: Callback<unknown>) => any;
  type AsyncSendPhoneMessageHook = (recipient: string, text: string, context: SendPhoneMessageContext, cb: Callback<unknown>) => Promise<any>;
}
