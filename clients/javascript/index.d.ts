/** A client for Members, a member authentication service, for Node 20 or later and for browsers. */

export interface MembersOptions {
  /** The base URL of Members, such as `https://members.example.org`. */
  baseUrl: string;
  /** An API key, for `elevate`. Servers only: in a browser it throws. */
  apiKey?: string;
  /** A session token, to act as that member. Not needed if the session is in a cookie. */
  sessionToken?: string;
  /** A custom fetch, for timeouts or tracing. */
  fetch?: typeof globalThis.fetch;
}

export type Status = 'PENDING' | 'ACTIVE' | 'BLOCKED' | 'OFFLINE';
export type PrivacyStatus = 'PUBLIC' | 'PRIVATE' | 'COMMUNITY';

/** A field that the site defines, with exactly one of the three values. */
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
  /** When a block ends by itself. */
  blockedUntil?: Date;
  blockReason?: string;
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

/** The mailed code, after the same call was refused with `EMAIL_VERIFICATION_REQUIRED`. */
export interface EmailVerification {
  verificationId: string;
  otp: string;
}

export interface RegisterOptions {
  contactInfo?: ContactInfo;
  /** Defaults to `PRIVATE`. */
  profilePrivacyStatus?: PrivacyStatus;
  emailVerification?: EmailVerification;
  /** What is answered to the site's sign-up form, by the keys of its fields. */
  answers?: Record<string, string | number | string[] | null>;
  /** The code of an invitation. */
  invitation?: string;
}

/** How a member is blocked. */
export interface BlockOptions {
  reason?: string;
  /** When the block ends by itself; for good if absent. */
  until?: Date | string;
  /** Tells the member why and until when, by mail and at login. */
  tellMember?: boolean;
}

export interface LoginOptions {
  /** Requests a `deviceToken`: with it, other people's failed attempts at the address do not throttle this device. */
  rememberDevice?: boolean;
  deviceToken?: string;
}

export interface LoginResponse {
  member: Member;
  session: SessionTicket;
  /** Present if it was requested. */
  deviceToken?: string;
}

export interface ChangeLoginEmailOptions {
  revokeCurrentSessions?: boolean;
  /** Verifies the new address first: the call is refused with `EMAIL_VERIFICATION_REQUIRED`; repeat it with the code. */
  verify?: boolean;
  emailVerification?: EmailVerification;
}

/** Works once, for two minutes: `applySessionToken` exchanges it for a session. */
export interface SessionTicket {
  token: string;
}

export interface RegisterResponse {
  member: Member;
  /** Present if the member is active. */
  session?: SessionTicket;
  /** Present if the member is pending: pass it to `approve`. */
  approvalToken?: string;
  /** Present if the member is pending: shows the applicant how their application stands. It logs nobody in. */
  applicationToken?: string;
}

export interface Session {
  _id: string;
  /** Absent if the session is in a cookie, as on a page of Members' own origin. */
  token?: string;
  expiresAt: Date;
}

/** The member to approve: exactly one of the three. */
export type Approvable = { _id: string } | { email: string } | { token: string };
/** The member to block: exactly one of the two. */
export type Blockable = { _id: string } | { email: string };

export interface Authentication {
  register(email: string, password: string, options?: RegisterOptions): Promise<RegisterResponse>;
  /** Checks the password. Nobody is logged in until `applySessionToken` is called. */
  login(email: string, password: string, options?: LoginOptions): Promise<LoginResponse>;
  /** Approves a pending member and, by `_id` or `email`, unblocks a blocked one. */
  approve(who: Approvable): Promise<{ session?: SessionTicket }>;
  /** Once it resolves, every session and token of the member is dead. */
  block(who: Blockable & BlockOptions): Promise<void>;
  changeLoginEmail(memberId: string, newEmail: string, options?: ChangeLoginEmailOptions): Promise<{ member: Member }>;
  /** The same response whether the member exists or not. */
  sendSetPasswordEmail(email: string, options?: { hideIgnoreMessage?: boolean }): Promise<{ accepted: boolean }>;
  /** Exchanges a ticket for a session: in a cookie on a page of Members' own origin, otherwise as the returned token. */
  applySessionToken(token: string): Promise<{ session: Session; member: Member }>;
}

export interface Members {
  /** The functions, called as a visitor or as the session's member. */
  authentication: Authentication;
  /**
   * The same function with the API key's permissions. Servers only. Whatever your server elevates, its visitors can reach:
   * check there who is asking.
   */
  elevate<F extends Authentication[keyof Authentication]>(fn: F): F;
}

export function createMembers(options: MembersOptions): Members;

/** A call that was refused, or that got no usable response. */
export class MembersError extends Error {
  /** The HTTP status; 0 when the server could not be reached. */
  readonly status: number;
  /** The error, for programs: `EMAIL_ALREADY_EXISTS`, `VALIDATION_FAILED`, `UNREACHABLE`. */
  readonly code: string;
  readonly details: {
    validationError?: { fieldViolations: { field: string; description: string; ruleName: string }[] };
    applicationError?: { code: string; description: string; data?: Record<string, unknown> };
  };
  /** Seconds to wait before retrying. */
  readonly retryAfter?: number;
  /** This request's id in the server's log. */
  readonly requestId?: string;
}
