/** Calls Members, a member authentication service, from Node 20 or later and from browsers. */

export interface MembersOptions {
  /** Where Members is: `https://members.example.org`. */
  baseUrl: string;
  /** An API key, for `elevate`. Servers only: a page that is given one throws. */
  apiKey?: string;
  /** A session token, to act as that member. Not needed where the session is in a cookie. */
  sessionToken?: string;
  /** Another fetch, with time limits or tracing. */
  fetch?: typeof globalThis.fetch;
}

export type Status = 'PENDING' | 'ACTIVE' | 'BLOCKED' | 'OFFLINE';
export type PrivacyStatus = 'PUBLIC' | 'PRIVATE' | 'COMMUNITY';

/** A field of the site's own: exactly one of the three values. */
export interface CustomField {
  name: string;
  strValue?: string;
  numValue?: number;
  dateValue?: Date;
}

export interface Address {
  street?: string;
  city?: string;
  region?: string;
  country?: string;
  postalCode?: string;
}

export interface Member {
  _id: string;
  loginEmail: string;
  status: Status;
  firstName?: string;
  lastName?: string;
  nickname?: string;
  slug?: string;
  profilePrivacyStatus: PrivacyStatus;
  creationDate: Date;
  lastUpdateDate: Date;
  lastLoginDate?: Date;
  emails: string[];
  phones: string[];
  labels: string[];
  addresses: Address[];
  customFields: CustomField[];
  picture?: string;
  locale?: string;
  contactId: string;
  emailVerified: boolean;
}

export interface ContactInfo {
  firstName?: string;
  lastName?: string;
  nickname?: string;
  picture?: string;
  emails?: string[];
  phones?: string[];
  labels?: string[];
  locale?: string;
  customFields?: CustomField[];
}

/** The code that was mailed, when the same call was refused with `EMAIL_VERIFICATION_REQUIRED` before. */
export interface EmailVerification {
  verificationId: string;
  otp: string;
}

export interface RegisterOptions {
  contactInfo?: ContactInfo;
  /** `PRIVATE` when left out. */
  profilePrivacyStatus?: PrivacyStatus;
  emailVerification?: EmailVerification;
}

export interface LoginOptions {
  /** Ask for a `deviceToken`: with it, other people's failed tries at the address do not hold this device up. */
  rememberDevice?: boolean;
  deviceToken?: string;
}

export interface LoginResponse {
  member: Member;
  session: SessionTicket;
  /** There when it was asked for. */
  deviceToken?: string;
}

export interface ChangeLoginEmailOptions {
  revokeCurrentSessions?: boolean;
  /** Whether the new address must be verified first: the call is refused with `EMAIL_VERIFICATION_REQUIRED` and repeated with the code. */
  verify?: boolean;
  emailVerification?: EmailVerification;
}

/** Good once, for two minutes: `applySessionToken` turns it into a session. */
export interface SessionTicket {
  token: string;
}

export interface RegisterResponse {
  member: Member;
  /** There when the member is active. */
  session?: SessionTicket;
  /** There when the member is pending: `approve` takes it. */
  approvalToken?: string;
}

export interface Session {
  _id: string;
  /** Left out when the session went into a cookie, which is so on a page of Members' own origin. */
  token?: string;
  expiresAt: Date;
}

/** Whom to approve: exactly one of the three. */
export type Approvable = { _id: string } | { email: string } | { token: string };
/** Whom to block: exactly one of the two. */
export type Blockable = { _id: string } | { email: string };

export interface Authentication {
  register(email: string, password: string, options?: RegisterOptions): Promise<RegisterResponse>;
  /** Checks the password. Nobody is logged in before `applySessionToken`. */
  login(email: string, password: string, options?: LoginOptions): Promise<LoginResponse>;
  /** Approves who is pending and, by `_id` or `email`, unblocks who is blocked. */
  approve(who: Approvable): Promise<{ session?: SessionTicket }>;
  /** When it resolves, the member is out: every session and token of theirs is dead. */
  block(who: Blockable): Promise<void>;
  changeLoginEmail(memberId: string, newEmail: string, options?: ChangeLoginEmailOptions): Promise<{ member: Member }>;
  /** The same answer whether there is such a member or not. */
  sendSetPasswordEmail(email: string, options?: { hideIgnoreMessage?: boolean }): Promise<{ accepted: boolean }>;
  /** Logs in with a session ticket: into a cookie on a page of Members' own origin, otherwise into the token that it returns. */
  applySessionToken(token: string): Promise<{ session: Session; member: Member }>;
}

export interface Members {
  /** The functions as a visitor may call them, or the member of the session. */
  authentication: Authentication;
  /**
   * The same function with the permissions of the API key. Servers only. What calls it is what visitors can reach: check
   * there who asks.
   */
  elevate<F extends Authentication[keyof Authentication]>(fn: F): F;
}

export function createMembers(options: MembersOptions): Members;

/** A call that was refused, or that nothing sensible answered. */
export class MembersError extends Error {
  /** The HTTP status; 0 when the server could not be reached. */
  readonly status: number;
  /** What was wrong, for programs: `EMAIL_ALREADY_EXISTS`, `VALIDATION_FAILED`, `UNREACHABLE`. */
  readonly code: string;
  readonly details: {
    validationError?: { fieldViolations: { field: string; description: string; ruleName: string }[] };
    applicationError?: { code: string; description: string; data?: Record<string, unknown> };
  };
  /** Seconds after which to try again. */
  readonly retryAfter?: number;
  /** What the server's log calls this request. */
  readonly requestId?: string;
}
