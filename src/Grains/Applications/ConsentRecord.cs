namespace Members.Grains.Applications;

/// <summary>What a member has agreed to.</summary>
/// <param name="Key">The field of the form.</param>
/// <param name="Version">The version of the text.</param>
/// <param name="At">When.</param>
[GenerateSerializer, Immutable, Alias("members.ConsentRecord")]
internal sealed record ConsentRecord(string Key, string Version, DateTimeOffset At) : Extensible;
