using System;
using System.Collections.Generic;
using System.Linq;

namespace MailboxImportExport.Sandbox.Http;

/// <summary>All routes of one host.</summary>
internal sealed class RouteTable(IReadOnlyList<Route> routes)
{
    /// <summary>Finds the route of a path and puts it into the call; false when no route has the path.</summary>
    /// <returns>Whether the path exists, and whether the method does on it.</returns>
    public RouteMatch Match(CallContext call, IReadOnlyList<string> path)
    {
        List<(Route Route, IReadOnlyDictionary<string, string> Values)> matches =
        [
            .. from route in routes
               where route.Host == call.Host
               let values = route.Match(path)
               where values is not null
               select (route, values),
        ];
        (Route Route, IReadOnlyDictionary<string, string> Values) match
            = matches.Find(match => string.Equals(match.Route.Method, call.Request.Method, StringComparison.Ordinal));
        if (match.Route is null)
        {
            return matches.Count > 0 ? RouteMatch.OtherMethod : RouteMatch.None;
        }

        call.Route = match.Route;
        call.Values = match.Values;
        call.Record.Kind = match.Route.Kind;
        return RouteMatch.Found;
    }
}
