// Compiled, never run: the declarations of clients/javascript say what its callers rely on.
import { createMembers, MembersError, type Member } from '../../clients/javascript/index.js';

const { authentication, elevate } = createMembers({ baseUrl: 'https://members.example.org', apiKey: 'key' });

export async function calls(): Promise<Date> {
  const { member, session, approvalToken } = await elevate(authentication.register)('ann@example.com', 'password', {
    contactInfo: { firstName: 'Ann', customFields: [{ name: 'born', dateValue: new Date() }] },
    profilePrivacyStatus: 'PUBLIC',
  });
  const token: string | undefined = session?.token ?? approvalToken;
  const known: Member = (await elevate(authentication.login)('ann@example.com', 'password')).member;
  const nothing: void = await elevate(authentication.block)({ _id: known._id });
  await elevate(authentication.approve)({ token: token ?? '' });
  await authentication.changeLoginEmail(member._id, 'new@example.com', { revokeCurrentSessions: true });
  const accepted: boolean = (await authentication.sendSetPasswordEmail('ann@example.com', { hideIgnoreMessage: true })).accepted;
  void [nothing, accepted];
  return (await authentication.applySessionToken('token')).session.expiresAt;
}

export function refused(error: unknown): number | undefined {
  return error instanceof MembersError && error.code === 'TOO_MANY_REQUESTS' ? error.retryAfter : undefined;
}

// @ts-expect-error one way to name a member, not two
void authentication.approve({ _id: '1', emial: 'ann@example.com' });
// @ts-expect-error a block by token does not exist
void authentication.block({ token: 'x' });
// @ts-expect-error elevate takes these functions alone
elevate((x: number) => x);
