using Microsoft.AspNetCore.Components;

namespace Members.Gateway.Pages;

/// <summary>
/// What every page and every part of one begins with: it knows the request that it answers. A page takes its model in the same way, by a
/// private property of its own: as a parameter it would have to be public.
/// </summary>
public abstract class PageView : ComponentBase
{
    [CascadingParameter]
    private protected PageContext Page { get; set; } = null!;
}
