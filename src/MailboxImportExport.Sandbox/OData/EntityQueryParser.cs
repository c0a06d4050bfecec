using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;

namespace MailboxImportExport.Sandbox.OData;

/// <summary>Reads the query string of a request. Options that the call does not have are refused, and so is one given twice.</summary>
internal sealed class EntityQueryParser(IReadOnlySet<string> allowedOptions)
{
    public const string IncludeHidden = "includeHiddenFolders";
    public const string DisposalType = "disposalType";
    public const string SkipToken = "$skiptoken";
    private const string DeltaToken = "$deltatoken";

    /// <summary>The options of a list.</summary>
    public static readonly IReadOnlySet<string> ListOptions
        = new HashSet<string>(["$select", "$filter", "$top", "$skip", "$orderby", "$count", "$expand"]);

    /// <summary>The options of a single entity.</summary>
    public static readonly IReadOnlySet<string> EntityOptions = new HashSet<string>(["$select", "$expand"]);

    /// <summary>The options of a call that has none.</summary>
    public static readonly IReadOnlySet<string> NoOptions = new HashSet<string>();

    /// <summary>The options of a delta query for folders.</summary>
    public static readonly IReadOnlySet<string> FolderDeltaOptions = new HashSet<string>(["$select", SkipToken, DeltaToken]);

    /// <summary>The options of a delta query for items.</summary>
    public static readonly IReadOnlySet<string> ItemDeltaOptions
        = new HashSet<string>(["$select", "$top", "$filter", "$orderby", SkipToken, DeltaToken]);

    /// <summary>The options of an object of the directory.</summary>
    public static readonly IReadOnlySet<string> DirectoryOptions = new HashSet<string>(["$select"]);

    /// <summary>The options of a list of the directory.</summary>
    public static readonly IReadOnlySet<string> DirectoryListOptions = new HashSet<string>(["$select", "$filter", "$top", SkipToken]);

    public EntityQuery Parse(string queryString)
    {
        List<QueryOption> options = [.. Split(queryString)];
        foreach (QueryOption option in options)
        {
            if (!allowedOptions.Contains(option.Name))
            {
                throw new QueryException($"The query option '{option.Name}' is not supported by this request.");
            }
        }

        if (options.DistinctBy(static option => option.Name).Count() != options.Count)
        {
            throw new QueryException("A query option is given more than once.");
        }

        return options.Aggregate(new EntityQuery { Options = options }, Apply);
    }

    private static IEnumerable<QueryOption> Split(string queryString)
    {
        foreach (string pair in queryString.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            int sign = pair.IndexOf('=', StringComparison.Ordinal);
            string name = sign < 0 ? pair : pair[..sign];
            yield return new QueryOption(Canonical(WebUtility.UrlDecode(name)), sign < 0 ? string.Empty : WebUtility.UrlDecode(pair[(sign + 1)..]));
        }
    }

    /// <summary>The service itself spells the names of tokens in two ways.</summary>
    private static string Canonical(string name)
        => Array.Find([SkipToken, DeltaToken], token => string.Equals(token, name, StringComparison.OrdinalIgnoreCase)) ?? name;

    private static EntityQuery Apply(EntityQuery query, QueryOption option) => option.Name switch
    {
        "$select" => query with { Select = [.. List(option)] },
        "$filter" => query with { Filter = FilterParser.Parse(option.Value) },
        "$top" => query with { Top = Number(option) },
        "$skip" => query with { Skip = Number(option) },
        "$orderby" => query with { OrderBy = [.. List(option).Select(Order)] },
        "$count" => query with { Count = Flag(option) },
        "$expand" => Expand(query, option.Value),
        DisposalType => query with { DisposalType = option.Value },
        SkipToken => query with { SkipToken = option.Value },
        DeltaToken => query with { DeltaToken = option.Value },
        _ => query with { IncludeHiddenFolders = Flag(option) },
    };

    private static string[] List(QueryOption option)
    {
        string[] names = option.Value.Split(',', StringSplitOptions.TrimEntries);
        return names.All(static name => name.Length > 0) ? names : throw new QueryException($"The value of '{option.Name}' is not a list of names.");
    }

    private static int Number(QueryOption option)
        => int.TryParse(option.Value, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw new QueryException($"Invalid value '{option.Value}' for {option.Name} query option found. The {option.Name} query option requires a non-negative integer value.");

    private static bool Flag(QueryOption option) => option.Value switch
    {
        "true" => true,
        "false" => false,
        _ => throw new QueryException($"Invalid value '{option.Value}' for {option.Name} query option found. Valid values are 'true' and 'false'."),
    };

    private static OrderTerm Order(string term)
    {
        string[] words = term.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words switch
        {
            [string property] => new OrderTerm(property, IsDescending: false),
            [string property, "asc"] => new OrderTerm(property, IsDescending: false),
            [string property, "desc"] => new OrderTerm(property, IsDescending: true),
            _ => throw new QueryException($"'{term}' is no order."),
        };
    }

    private static EntityQuery Expand(EntityQuery query, string text)
    {
        foreach (ExpandedProperties expanded in ExpandParser.Parse(text))
        {
            query = expanded.IsList ? query with { MultiValues = expanded.Ids } : query with { SingleValues = expanded.Ids };
        }

        return query;
    }
}
