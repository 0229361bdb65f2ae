using Members.Gateway.Json;
using Members.Outcomes;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.Errors;

/// <summary>Turns outcomes into HTTP results.</summary>
internal static class OutcomeExtensions
{
    /// <summary>Success with a body, or the problem that the refusal is.</summary>
    /// <param name="outcome">The outcome.</param>
    /// <param name="body">Makes the body of a success.</param>
    /// <param name="verification">The e-mail verification that the call named, which a refusal repeats.</param>
    public static Results<Ok<TBody>, Problem> ToResult<T, TBody>(
        this Outcome<T> outcome, Func<T, TBody> body, string? verification = null)
        where T : class =>
        outcome.Succeeded ? TypedResults.Ok(body(outcome.Value)) : Problem.From(outcome.Refusal, verification);

    /// <summary>Success without content, or the problem that the refusal is.</summary>
    public static Results<Ok<EmptyAnswer>, Problem> ToEmptyResult<T>(this Outcome<T> outcome)
        where T : class => outcome.ToResult(_ => EmptyAnswer.Instance);
}
