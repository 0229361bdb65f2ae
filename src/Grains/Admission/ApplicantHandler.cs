using System.Collections.Immutable;
using Members.Admission;
using Members.Audit;
using Members.Grains.Accounts;
using Members.Grains.SignUp;
using Members.Grains.Storage;
using Members.Grains.Tokens;
using Members.Outcomes;
using Members.Secrets;

namespace Members.Grains.Admission;

/// <summary>What applicants do with their token: look, reply, change their answers, withdraw. The token logs nobody in.</summary>
internal sealed class ApplicantHandler(SitePolicy site)
{
    public async Task<Outcome<OwnApplication>> Mine(MemberContext member, OpaqueToken token)
    {
        var record = await member.LoadOrDrop();
        return Refuse(record, token, member.Now) is { } refusal ? refusal : ApplicantRules.View(record, await site.Admission());
    }

    public Task<Outcome<OwnApplication>> Reply(MemberContext member, OpaqueToken token, string text) =>
        member.Audited(AuditType.ApplicationReply, async scope =>
        {
            if (QuestionRules.Check(text, QuestionRules.MostReply) is { } invalid)
            {
                return invalid;
            }

            await member.LoadOrDrop();
            var settings = await site.Admission();
            return await member.Commit(
                r =>
                {
                    if (Refuse(r, token, member.Now) is { } refusal)
                    {
                        return new Decision<MemberRecord, Outcome<OwnApplication>>(null, refusal);
                    }

                    var replied = QuestionRules.Reply(r, text, member.Now);
                    return replied.Answer is { } wrong ? new(null, wrong) : new(replied.Next, ApplicantRules.View(replied.Next!, settings));
                },
                scope);
        });

    public Task<Outcome<OwnApplication>> ChangeAnswers(
        MemberContext member, OpaqueToken token, ImmutableSortedDictionary<string, string> answers) =>
        member.Audited(AuditType.AnswersChanged, async scope =>
        {
            await member.LoadOrDrop();
            var policy = await site.Current();
            var (terms, settings) = (await site.Terms(policy), site.AdmissionOf(policy));
            return await member.Commit(
                r =>
                {
                    if (Refuse(r, token, member.Now) is { } refusal)
                    {
                        return new Decision<MemberRecord, Outcome<OwnApplication>>(null, refusal);
                    }

                    var changed = AnswerChangeRules.Change(r, answers, terms, settings.DefaultLanguage, member.Now);
                    return changed.Answer is { } wrong
                        ? new(null, wrong)
                        : new(changed.Next, ApplicantRules.View(changed.Next ?? r, settings));
                },
                scope);
        });

    public Task<Outcome<Done>> Withdraw(MemberContext member, OpaqueToken token) => member.Audited(AuditType.Deletion, async scope =>
    {
        await member.LoadOrDrop();
        var settings = await site.Admission();
        var outcome = await member.Commit(
            r => Refuse(r, token, member.Now) is { } refusal
                ? new Decision<MemberRecord, Outcome<Done>>(null, refusal)
                : ApplicantRules.Withdraw(r, settings, member.Now),
            scope);
        member.Drop();
        return outcome;
    });

    private static Refusal? Refuse(MemberRecord record, OpaqueToken token, DateTimeOffset now) =>
        OneTimeTokens.Refuse(record.Tokens, token, TokenPurpose.Application, now)
        ?? (MemberApplications.Newest(record) is null ? new Refusal.TokenInvalid(TokenFate.Revoked) : null);
}
