namespace Members.Silo.Backup;

/// <summary>Why a backup cannot be made, trusted or restored, in a sentence for whoever asked. Nothing was changed.</summary>
internal sealed class BackupFault(string sentence, Exception? cause = null) : Exception(sentence, cause);
