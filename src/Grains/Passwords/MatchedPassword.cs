using Members.Secrets;

namespace Members.Grains.Passwords;

/// <summary>A password that was right.</summary>
/// <param name="Password">
/// What matched: without the spaces around what was typed, where the old site took them away before it hashed.
/// </param>
/// <param name="IsWhole">Whether every byte of it was compared. Nobody has shown that they know those that an algorithm ignores.</param>
internal sealed record MatchedPassword(PlainPassword Password, bool IsWhole);
