namespace Members.Gateway.Errors;

/// <summary>The body of every error: RFC 9457 problem details with the two members that the Wix client reads.</summary>
internal sealed record ProblemBody(
    string Type, string Title, int Status, string Detail, string Code, string TraceId, string Message, ErrorDetails Details);

/// <summary>Either an application error or a validation error, never both.</summary>
internal sealed record ErrorDetails(ApplicationError? ApplicationError, ValidationError? ValidationError);

/// <summary>An error that is not about the input's form.</summary>
internal sealed record ApplicationError(string Code, string Description, EmptyData Data);

/// <summary>Every rule that the input breaks.</summary>
internal sealed record ValidationError(IReadOnlyList<FieldViolation> FieldViolations);

/// <summary>One rule that the input breaks.</summary>
internal sealed record FieldViolation(string Field, string Description, string ViolatedRule, string RuleName, ViolationData Data);

/// <summary>Always there: the Wix client reads <c>data.type</c> without asking.</summary>
internal sealed record ViolationData(string Type);

/// <summary>An empty object.</summary>
internal sealed record EmptyData;
