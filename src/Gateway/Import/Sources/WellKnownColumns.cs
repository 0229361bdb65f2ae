using System.Collections.Frozen;

namespace Members.Gateway.Import.Sources;

/// <summary>The fields that a table may have, and what people call their columns in English and German.</summary>
internal static class WellKnownColumns
{
    /// <summary>What the name of a column begins with that is a custom field.</summary>
    public const string Custom = "custom.";

    /// <summary>What the name of a column begins with that is an answer to a sign-up form.</summary>
    public const string Answer = "answer.";

    private static readonly (string Field, string[] Names)[] Fields =
    [
        ("email", ["mail", "emailaddress", "emailadresse", "mailadresse", "loginemail", "useremail", "email1", "emailaddresses"]),
        ("emailVerified", ["verified", "emailconfirmed", "emailbestätigt", "bestätigt", "verifiziert"]),
        ("status", ["memberstatus", "mitgliedsstatus", "zustand"]),
        ("firstName", ["givenname", "vorname", "first"]),
        ("lastName", ["surname", "familyname", "nachname", "familienname", "zuname", "last"]),
        ("fullName", ["name", "displayname", "anzeigename", "vollername"]),
        ("nickname", ["username", "benutzername", "spitzname", "nutzername", "loginname"]),
        ("emails", ["otheremails", "email2", "email3", "weitereemailadressen"]),
        ("phones",
        [
            "phone", "phonenumber", "telephone", "mobile", "telefon", "telefonnummer", "handy", "mobil", "phone1", "phone2", "phone3",
        ]),
        ("labels", ["label", "tags", "groups", "gruppen", "etiketten", "schlagworte", "roles"]),
        ("picture", ["photo", "avatar", "image", "bild", "foto"]),
        ("locale", ["language", "lang", "sprache"]),
        ("createdAt",
        [
            "created", "registered", "registeredat", "joined", "signupdate", "creationdate", "erstellt", "erstelltam",
            "registriertam", "mitgliedseit",
        ]),
        ("lastLoginAt", ["lastlogin", "lastlogindate", "lastseen", "letzteanmeldung", "letzterlogin"]),
        ("blockedUntil", ["gesperrtbis"]),
        ("blockReason", ["sperrgrund"]),
        ("privacy", ["profileprivacystatus"]),
        ("id", ["memberid"]),
        ("password", ["passwordhash", "hashedpassword", "encryptedpassword", "passwort", "passworthash", "kennwort", "userpass"]),
    ];

    private static readonly FrozenDictionary<string, string> ByName = Fields
        .SelectMany(f => f.Names.Append(Plain(f.Field)).Select(name => (Name: name, f.Field)))
        .ToFrozenDictionary(n => n.Name, n => n.Field);

    /// <summary>The names of the fields, without custom fields and answers.</summary>
    public static IReadOnlyList<string> FieldNames { get; } = [.. Fields.Select(f => f.Field)];

    /// <summary>The names of the fields, for a message.</summary>
    public static string FieldList { get; } = string.Join(", ", Fields.Select(f => f.Field)) + ", custom.<name> and answer.<name>";

    /// <summary>The field with this name; null if there is none.</summary>
    public static string? FieldNamed(string name) =>
        IsOwn(name) ? name : Fields.Select(f => f.Field).FirstOrDefault(f => f.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The field of a column with this name, in any letter case, spaces and dashes aside; null if it is not known.</summary>
    public static string? FieldOf(string column) => IsOwn(column) ? column : ByName.GetValueOrDefault(Plain(column));

    private static bool IsOwn(string name) =>
        name.Length > Custom.Length
        && (name.StartsWith(Custom, StringComparison.Ordinal) || name.StartsWith(Answer, StringComparison.Ordinal));

    private static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
