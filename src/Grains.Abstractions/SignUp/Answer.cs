namespace Members.SignUp;

/// <summary>The kinds of fields of a sign-up form.</summary>
[Alias("members.FieldKind")]
public enum FieldKind
{
    /// <summary>One line of text.</summary>
    Text = 0,

    /// <summary>Text with line breaks.</summary>
    LongText = 1,

    /// <summary>One of the field's options.</summary>
    Choice = 2,

    /// <summary>Several of the field's options.</summary>
    Choices = 3,

    /// <summary>A day, as <c>YYYY-MM-DD</c>.</summary>
    Date = 4,

    /// <summary>A number.</summary>
    Number = 5,

    /// <summary>The version of a text that is agreed to.</summary>
    Consent = 6,
}

/// <summary>An answer to a field of the sign-up form, as it was answered: a later version of the form does not change it.</summary>
/// <param name="Key">The field's key.</param>
/// <param name="Label">The field's label, in the language of the applicant.</param>
/// <param name="Kind">The field's kind.</param>
/// <param name="Value">The value as JSON text.</param>
[GenerateSerializer, Immutable, Alias("members.Answer")]
public sealed record Answer(string Key, string Label, FieldKind Kind, string Value) : Extensible;
