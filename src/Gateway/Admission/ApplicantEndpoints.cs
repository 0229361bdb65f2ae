using Members.Admission;
using Members.Gateway.Access;
using Members.Gateway.Errors;
using Members.Gateway.Json;
using Members.Gateway.SignUp;
using Members.Outcomes;
using Members.Secrets;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Members.Gateway.Admission;

/// <summary>What applicants do with their token.</summary>
internal static class ApplicantEndpoints
{
    public static Task<Results<Ok<OwnApplicationAnswer>, Problem>> Mine(
        ApplicantRequest request, IGrainFactory grains, TokenReader tokens) =>
        Show(request.Token, grains, tokens, (application, token) => application.Mine(token));

    public static Task<Results<Ok<OwnApplicationAnswer>, Problem>> Reply(ReplyRequest request, IGrainFactory grains, TokenReader tokens) =>
        Show(request.Token, grains, tokens, (application, token) => application.Reply(token, request.Text ?? ""));

    public static Task<Results<Ok<OwnApplicationAnswer>, Problem>> ChangeAnswers(
        ChangeAnswersRequest request, IGrainFactory grains, TokenReader tokens) =>
        Show(
            request.Token,
            grains,
            tokens,
            (application, token) => application.ChangeAnswers(token, TypedAnswers.Sent(request.Answers ?? [])));

    public static async Task<Results<Ok<EmptyAnswer>, Problem>> Withdraw(
        ApplicantRequest request, IGrainFactory grains, TokenReader tokens) =>
        tokens.TryRead(TokenPurpose.Application, request.Token, out var token)
            ? (await Of(token, grains).Withdraw(token)).ToEmptyResult()
            : Problem.From(new Refusal.TokenInvalid(TokenFate.Unknown));

    private static async Task<Results<Ok<OwnApplicationAnswer>, Problem>> Show(
        string? text,
        IGrainFactory grains,
        TokenReader tokens,
        Func<IMemberApplicationsGrain, OpaqueToken, Task<Outcome<OwnApplication>>> call)
    {
        if (!tokens.TryRead(TokenPurpose.Application, text, out var token))
        {
            return Problem.From(new Refusal.TokenInvalid(TokenFate.Unknown));
        }

        var outcome = await call(Of(token, grains), token);
        if (!outcome.Succeeded)
        {
            return Problem.From(outcome.Refusal);
        }

        return TypedResults.Ok(new OwnApplicationAnswer(OwnApplicationBody.Of(outcome.Value, await TypicalWait(outcome.Value, grains))));
    }

    /// <summary>How long half of the last 50 have waited at most. Only who waits is told how long that takes.</summary>
    public static async Task<TimeSpan?> TypicalWait(OwnApplication own, IGrainFactory grains) =>
        own.Outcome is null ? (await QueueEndpoints.Queue(grains).Summary()).MedianWait : null;

    private static IMemberApplicationsGrain Of(OpaqueToken token, IGrainFactory grains) =>
        grains.GetGrain<IMemberApplicationsGrain>(token.Owner);
}
