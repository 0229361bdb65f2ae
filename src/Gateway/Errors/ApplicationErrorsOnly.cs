namespace Members.Gateway.Errors;

/// <summary>Marks a route that never answers with a validation error: the Wix client's login cannot read one (wix-contract D.4, 6).</summary>
internal sealed class ApplicationErrorsOnly;
