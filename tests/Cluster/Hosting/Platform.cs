using System.Runtime.Versioning;

// Signals, network namespaces, a server that runs as another user.
[assembly: SupportedOSPlatform("linux")]
[assembly: CollectionBehavior(DisableTestParallelization = true)]
