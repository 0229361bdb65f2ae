using System.Runtime.Versioning;

// A server that runs as another user.
[assembly: SupportedOSPlatform("linux")]
