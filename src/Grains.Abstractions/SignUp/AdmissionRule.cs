using System.Collections.Immutable;

namespace Members.SignUp;

/// <summary>What a rule, or the door, does with who signs up.</summary>
[Alias("members.Admittance")]
public enum Admittance
{
    /// <summary>They are a member at once.</summary>
    Approve = 0,

    /// <summary>They wait for a decision.</summary>
    Queue = 1,

    /// <summary>They are turned away, and nothing is kept.</summary>
    Refuse = 2,
}

/// <summary>A rule of who gets in. Of the site's rules the first that applies decides.</summary>
/// <param name="Name">What it is called in lists and histories.</param>
/// <param name="When">When it applies.</param>
/// <param name="Then">What it does.</param>
/// <param name="Text">What somebody is told who is turned away.</param>
[GenerateSerializer, Immutable, Alias("members.AdmissionRule")]
public sealed record AdmissionRule(string Name, RuleConditions When, Admittance Then, string? Text = null) : Extensible;

/// <summary>When a rule applies: all conditions that are not empty must hold, and of a list one. Letter case never counts.</summary>
[GenerateSerializer, Immutable, Alias("members.RuleConditions")]
public sealed record RuleConditions : Extensible
{
    /// <summary>The domain of the address is one of these.</summary>
    [Id(0)]
    public ImmutableArray<string> DomainIs { get; init; } = [];

    /// <summary>The domain of the address is one of these or below it.</summary>
    [Id(1)]
    public ImmutableArray<string> DomainEndsWith { get; init; } = [];

    /// <summary>The address is one of these.</summary>
    [Id(2)]
    public ImmutableArray<string> AddressIn { get; init; } = [];

    /// <summary>The call comes from one of these networks: a /24, a /48 or a wider one.</summary>
    [Id(3)]
    public ImmutableArray<string> NetworkIn { get; init; } = [];

    /// <summary>The id of the invitation that is used, or <c>any</c>.</summary>
    [Id(4)]
    public string? Invitation { get; init; }

    /// <summary>What is said in a field of the form.</summary>
    [Id(5)]
    public AnswerCondition? Answer { get; init; }
}

/// <summary>What an answer must be.</summary>
/// <param name="Key">The field.</param>
/// <param name="EqualTo">The whole answer; of several choices one.</param>
/// <param name="Contains">A part of the answer.</param>
[GenerateSerializer, Immutable, Alias("members.AnswerCondition")]
public sealed record AnswerCondition(string Key, string? EqualTo, string? Contains) : Extensible;

/// <summary>What is asked of who signs up, and who gets in.</summary>
/// <param name="Form">The form.</param>
/// <param name="Rules">The rules, in their order.</param>
[GenerateSerializer, Immutable, Alias("members.SignupTerms")]
public sealed record SignupTerms(SignupForm Form, ImmutableArray<AdmissionRule> Rules)
{
    /// <summary>Of a site that asks nothing and has no rules.</summary>
    public static SignupTerms None { get; } = new(SignupForm.Empty, []);
}
