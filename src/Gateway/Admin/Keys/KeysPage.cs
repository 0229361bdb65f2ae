using Members.Gateway.ApiKeys;
using Members.Gateway.Pages;
using Members.Staff;

namespace Members.Gateway.Admin.Keys;

/// <summary>The API keys, without their secrets. None is made here: a key may do what no session may.</summary>
/// <param name="Keys">The keys.</param>
internal sealed record KeysPage(IReadOnlyList<ApiKeyBody> Keys)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapStaffPages(StaffRoles.Owner);
        group.MapGet("/admin/keys", Show);
        group.MapPost("/admin/keys/{id}/revoke", Revoke);
    }

    private static async Task<IResult> Show(IGrainFactory grains) =>
        new Page<KeysView, KeysPage>(new KeysPage((await ApiKeyEndpoints.All(grains)).ApiKeys));

    private static async Task<IResult> Revoke(string id, IGrainFactory grains) =>
        (IResult?)await ApiKeyEndpoints.TryRevoke(id, grains) ?? new SeeOther("../../keys?done=revoked");
}
