using System.Collections.Immutable;
using Members.Grains.Accounts;
using Members.Grains.Applications;
using Members.Grains.Storage;
using Members.Outcomes;
using Members.SignUp;

namespace Members.Grains.Admission;

/// <summary>What members agree to after they have signed up (admission, section 2).</summary>
internal static class ConsentRules
{
    /// <summary>What was agreed to, and which required texts have another version by now.</summary>
    public static MemberConsents View(MemberRecord record, SignupForm form) => new(
        [.. record.Consents.Select(c => new GivenConsent(c.Key, c.Version, c.At))],
        [.. form.Fields.Where(f => f is { Kind: FieldKind.Consent, Required: true }
            && !record.Consents.Any(c => c.Key == f.Key && c.Version == f.Version))]);

    /// <summary>Agrees to texts in the version of today.</summary>
    public static Decision<MemberRecord, Outcome<MemberConsents>> Give(
        MemberRecord record, ImmutableSortedDictionary<string, string> versions, SignupForm form, DateTimeOffset now)
    {
        if (!record.Exists())
        {
            return new(null, new Refusal.MemberNotFound());
        }

        var wrong = versions.Select(v => Refuse(v.Key, v.Value, form)).OfType<Violation>().ToArray();
        if (wrong.Length > 0 || versions.Count == 0)
        {
            return new(null, new Refusal.Invalid(
                wrong.Length > 0 ? [.. wrong] : [new Violation("consents", "REQUIRED", "The consents must name a field.")]));
        }

        // Who agrees again has agreed when they did so first.
        var added = versions.Where(v => !record.Consents.Any(c => c.Key == v.Key && c.Version == v.Value)).ToList();
        var next = added.Count == 0 ? null : record with
        {
            Consents =
            [
                .. record.Consents.Where(c => added.All(a => a.Key != c.Key)),
                .. added.Select(a => new ConsentRecord(a.Key, a.Value, now)),
            ],
        };
        return new(next, View(next ?? record, form));
    }

    private static Violation? Refuse(string key, string version, SignupForm form)
    {
        var field = form.Fields.FirstOrDefault(f => f.Key == key && f.Kind == FieldKind.Consent);
        return field is null ? new($"consents.{key}", "UNKNOWN_FIELD", "The form has no such consent.")
            : field.Version != version
            ? new($"consents.{key}", "OTHER_VERSION", $"The text is of version {field.Version} now. Read it again.")
            : null;
    }
}
