namespace Members.Gateway.Admin.Queue;

/// <summary>The texts of the queue and of an application.</summary>
public sealed class QueueTexts;
