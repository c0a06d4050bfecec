using System;
using System.Management.Automation;
using MailboxImportExport.Binding;

namespace MailboxImportExport.Help.Samples.Cmdlets;

/// <summary>Gets items of a sample folder.</summary>
/// <remarks>
/// <para>
/// Reads the items of <see cref="Folder"/> one by one and gives each as a
/// <see cref="SampleItem"/>. Where there is nothing, it gives <see langword="null"/>.
/// </para>
/// <list type="bullet">
/// <item><term>fast</term><description>with <see cref="Format"/> set to <see cref="SampleFormat.Brief"/></description></item>
/// <item>slow otherwise | always</item>
/// </list>
/// <list type="number">
/// <item>first</item>
/// <item>second</item>
/// </list>
/// What it removes is gone: see <see cref="RemoveSampleItemCommand"/> and
/// <see href="https://contoso.com/items">the page on items</see>.
/// <code>
/// $items = Get-SampleItem
///   indented
/// </code>
/// </remarks>
/// <example>
/// <para>Gets the items of the <c>Inbox</c>. The newest come first.</para>
/// <code>
/// PS> Get-SampleItem -Folder Inbox |
/// >>     Select-Object -First 1
///
/// Subject
/// -------
/// Hello
/// </code>
/// <para>The subject is all that a table shows.</para>
/// </example>
/// <example>
/// <para>Gets items by their id.</para>
/// <code norun="needs an id of your own">Get-SampleItem -Id $id</code>
/// </example>
/// <seealso cref="RemoveSampleItemCommand"/>
/// <seealso href="https://contoso.com/items">Items</seealso>
[Cmdlet(VerbsCommon.Get, "SampleItem", DefaultParameterSetName = "Folder")]
[Alias("gsi")]
[OutputType(typeof(SampleItem))]
[OutputType(typeof(string), ParameterSetName = new[] { "Id" })]
[RequiredPermission("SampleItem.Read.All", For = "reading the items.")]
[RequiredPermission("SampleFolder.Read.All")]
public sealed class GetSampleItemCommand : SampleCmdlet
{
    /// <summary>The folder to read; wildcards are allowed.</summary>
    /// <value><c>Inbox</c>.</value>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "Folder")]
    [Alias("FolderPath", "Path")]
    [SupportsWildcards]
    public string[] Folder { get; set; } = [];

    /// <summary>The ids of the items.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "Id")]
    public Guid[] Id { get; set; } = [];

    /// <summary>Leaves out items that were received before.</summary>
    [Parameter(ParameterSetName = "Folder")]
    public DateTime? After { get; set; }

    /// <summary>How much is read.</summary>
    /// <value>Brief.</value>
    [Parameter]
    public SampleFormat Format { get; set; }

    /// <summary>The order.</summary>
    [Parameter]
    [ValidateSet("Newest", "Oldest")]
    public string? Order { get; set; }

    /// <summary>Folders below are read too.</summary>
    [Parameter(ParameterSetName = "Folder")]
    public SwitchParameter Recurse { get; set; }

    /// <summary>Not for users.</summary>
    [Parameter(DontShow = true)]
    public SwitchParameter Hidden { get; set; }

    /// <summary>Not a parameter.</summary>
    public int Count { get; set; }
}
