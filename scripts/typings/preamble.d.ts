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
