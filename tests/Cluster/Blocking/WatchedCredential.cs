namespace Members.Tests.Cluster.Blocking;

/// <summary>A credential whose uses are watched.</summary>
/// <param name="Register">The register of the history that it belongs to.</param>
/// <param name="Token">The credential.</param>
/// <param name="OpenedAt">When it was good for certain.</param>
/// <param name="Path">What is asked with it.</param>
internal sealed record WatchedCredential(int Register, string Token, long OpenedAt, string Path = "/v1/authentication/me");
