/** What the door says no with. Each is a status, a problem type and the headers that go with them. */

import { Refusal } from '../../refusal.js';
import type { Scope } from '../../record/keys.js';

type Headers = Readonly<Record<string, string>>;

/** A refusal that only makes sense over HTTP. */
export class Denied extends Error {
  readonly headers: Headers;
  constructor(
    readonly statusCode: number,
    readonly type: string,
    message: string,
    headers: Headers = {},
  ) {
    super(message);
    this.headers = headers;
  }
}

const CHALLENGE = 'Bearer realm="onrecord"';

/** RFC 6750: a request without a key is only told that one is needed. */
export class KeyNeeded extends Denied {
  constructor(scope: Scope) {
    super(
      401,
      'key-needed',
      `This needs a key that may ${scope}: send it in the header “Authorization: Bearer KEY”. Whoever runs this service makes one with \`onrecord key create\`.`,
      { 'www-authenticate': CHALLENGE },
    );
  }
}

/** A key or a token that lets nobody in. */
export class NotLetIn extends Denied {
  constructor(type: 'bad-key' | 'bad-token' | 'bad-authorization', message: string) {
    super(401, type, message, { 'www-authenticate': `${CHALLENGE}, error="invalid_token"` });
  }
}

/** A key that is good, and not for this. */
export class ScopeMissing extends Denied {
  constructor(name: string, scopes: readonly Scope[], scope: Scope) {
    const has = scopes.length === 0 ? 'nothing' : scopes.join(', ');
    super(403, 'scope-missing', `“${name}” may ${has}; this needs ${scope}. Use a key made with that scope.`, {
      'www-authenticate': `${CHALLENGE}, error="insufficient_scope", scope="${scope}"`,
    });
  }
}

/** A name in X-Recorded-By that is not the key's own. */
export class NotYourName extends Denied {
  constructor(name: string, said: string) {
    super(
      403,
      'not-your-name',
      `This key records as “${name}”, not as “${said}”: leave X-Recorded-By out, or use a key of that name. Who coded a stance is the coding's own coder.`,
    );
  }
}

/** A key in an address, where every proxy and history keeps it. */
export class KeyInAddress extends Denied {
  constructor() {
    super(
      400,
      'key-in-address',
      'A key goes in the header “Authorization: Bearer KEY” and never in an address, which others keep. If that was a real one, revoke it: others may have read it on the way.',
    );
  }
}

/** More requests than one client may make. */
export class TooMany extends Denied {
  constructor(what: string, max: number, seconds: number) {
    super(429, 'too-many-requests', `More than ${max} ${what} in a minute: go on in ${seconds} s.`, {
      'retry-after': String(seconds),
    });
  }
}

/** More streams than one client may have open. */
export class TooManyOfYours extends Denied {
  constructor(max: number) {
    super(429, 'too-many-streams', `This client has ${max} streams open, which is as many as it may: close one.`, {
      'retry-after': '30',
    });
  }
}

/** More streams than the service serves. */
export class TooManyStreams extends Denied {
  constructor(max: number) {
    super(
      503,
      'too-many-streams',
      `${max} streams are open, which is as many as this service serves: come back later, or ask for pages of /v1/changes.`,
      { 'retry-after': '30' },
    );
  }
}

/** A path and query longer than anything that can be asked. */
export class AddressTooLong extends Denied {
  constructor(max: number) {
    super(414, 'address-too-long', `The address is longer than ${max} characters: nothing that can be asked is.`);
  }
}

/** The service is ending. */
export class Stopping extends Refusal {
  readonly kind = 'unreachable';
  readonly type = 'stopping';
  readonly headers: Headers = { connection: 'close' };
  constructor() {
    super('This service is stopping: ask again in a moment. What it has acknowledged is on disk.');
  }
}

/** The keys cannot be read. Why stands in the log: whoever asks has no part in it. */
export class KeysUnreadable extends Refusal {
  readonly kind = 'unreachable';
  readonly type = 'keys-unreadable';
  constructor(cause: unknown) {
    super('This service cannot read its keys, so it lets nobody in. Whoever runs it finds why in its log.', { cause });
  }
}

/** There is no file beside which an admin's use could be kept: a store in memory has none. */
export class AuditHomeless extends Refusal {
  readonly kind = 'unreachable';
  readonly type = 'no-place-for-audit';
  constructor() {
    super(
      "The use of an admin's right has no file to be kept in, so it is not granted. Whoever runs this service names one for " +
        'its keys in ONRECORD_KEYS; the audit lies beside it.',
    );
  }
}

/** Whose tokens are taken cannot be asked for its keys. */
export class IssuerUnreachable extends Refusal {
  readonly kind = 'unreachable';
  readonly type = 'issuer-unreachable';
  constructor(issuer: string, cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause);
    super(
      `The issuer ${issuer} does not give its keys (${why}), so no token can be checked: try again, or use a key.`,
      {
        cause,
      },
    );
  }
}

/** The address can be reached by others, and nobody would be asked who they are. */
export class NotLoopback extends Refusal {
  readonly kind = 'invalid';
  readonly type = 'not-loopback';
  constructor(host: string) {
    super(
      `${host} can be reached by others, and there is no key that lives: whoever reached the service could write to the ` +
        'record. Make one with `onrecord key create --name NAME --scopes read,record,correct`, or name an issuer of ' +
        'tokens in ONRECORD_OIDC_ISSUER and ONRECORD_OIDC_AUDIENCE; else listen on 127.0.0.1, ::1 or localhost.',
    );
  }
}
