namespace Members.Gateway.Verification;

/// <summary>The page that asks whether to undo the change.</summary>
/// <param name="Token">The token of the link.</param>
internal sealed record UndoForm(string Token);
