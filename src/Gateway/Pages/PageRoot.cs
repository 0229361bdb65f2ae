using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Members.Gateway.Pages;

/// <summary>Hands the request and the model down to a page.</summary>
internal sealed class PageRoot<TView, TModel> : IComponent
    where TView : IComponent
{
    private RenderHandle _handle;

    [Parameter]
    public PageContext Page { get; set; } = null!;

    [Parameter]
    public TModel Model { get; set; } = default!;

    public void Attach(RenderHandle renderHandle) => _handle = renderHandle;

    public Task SetParametersAsync(ParameterView parameters)
    {
        parameters.SetParameterProperties(this);
        _handle.Render(builder => HandDown(builder, Page, outer => HandDown(outer, Model, inner =>
        {
            inner.OpenComponent<TView>(0);
            inner.CloseComponent();
        })));
        return Task.CompletedTask;
    }

    private static void HandDown<TValue>(RenderTreeBuilder builder, TValue value, RenderFragment content)
    {
        builder.OpenComponent<CascadingValue<TValue>>(0);
        builder.AddComponentParameter(1, nameof(CascadingValue<>.Value), value);
        builder.AddComponentParameter(2, nameof(CascadingValue<>.IsFixed), true);
        builder.AddComponentParameter(3, nameof(CascadingValue<>.ChildContent), content);
        builder.CloseComponent();
    }
}
