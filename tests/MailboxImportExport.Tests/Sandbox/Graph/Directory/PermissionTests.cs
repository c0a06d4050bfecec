using System;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using MailboxImportExport.Sandbox.Identity;
using MailboxImportExport.Sandbox.Tenant;
using MailboxImportExport.Tests.Sandbox.Identity;
using Shouldly;
using Xunit;

namespace MailboxImportExport.Tests.Sandbox.Graph.Directory;

public sealed class PermissionTests : IAsyncLifetime
{
    private const string GraphPath = "servicePrincipals(appId='00000003-0000-0000-c000-000000000000')";
    private const string ExportRole = "937550e9-33a3-494b-88ae-d9cd394b1fbb";
    private SandboxClient _client = null!;
    private DirectoryClient _directory = null!;

    private SandboxTenant Tenant => _client.Server.Tenant;

    public async ValueTask InitializeAsync()
    {
        _client = await SandboxClient.StartAsync();
        _directory = new DirectoryClient(_client);
    }

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    [Theory]
    [InlineData("MailboxFolder.Read.All", "99280d24-a782-4793-93cc-0888549957f6")]
    [InlineData("MailboxFolder.ReadWrite.All", "fef87b92-8391-4589-9da7-eb93dab7dc8a")]
    [InlineData("MailboxItem.Read.All", "7d9f353d-a7bd-4fbb-822a-26d5dd39a3ce")]
    [InlineData("MailboxItem.ReadWrite.All", "1583d471-fede-4e7c-b062-57e9d60cfb49")]
    [InlineData("MailboxItem.Export.All", ExportRole)]
    [InlineData("MailboxItem.ImportExport.All", "76577085-e73d-4f1d-b26a-85fb33892327")]
    [InlineData("User.Read.All", "df021288-bdef-4463-88db-98f22de89214")]
    public async Task OffersTheKnownRolesWhenGraphIsAsked(string value, string id)
    {
        SandboxAnswer answer = await _directory.GetAsync($"{GraphPath}?$select=id,appRoles,oauth2PermissionScopes");

        JsonElement role = answer.Root.GetProperty("appRoles").EnumerateArray().Single(role => role.GetProperty("value").GetString() == value);
        role.GetProperty("id").GetString().ShouldBe(id);
        role.GetProperty("allowedMemberTypes")[0].GetString().ShouldBe("Application");
        answer.Root.TryGetProperty("displayName", out _).ShouldBeFalse();
        JsonElement scope = answer.Root.GetProperty("oauth2PermissionScopes").EnumerateArray()
            .Single(static scope => scope.GetProperty("value").GetString() == "MailboxItem.ImportExport");
        scope.GetProperty("id").GetString().ShouldBe("df96e8a0-f4e1-4ecf-8d83-a429f822cbd6");
        scope.GetProperty("type").GetString().ShouldBe("Admin");
    }

    [Fact]
    public async Task FindsPrincipalsWhenTheyAreAskedForInAnyForm()
    {
        ManagedIdentity identity = Tenant.ManagedIdentities[0];

        SandboxAnswer byId = await _directory.GetAsync($"servicePrincipals/{identity.ObjectId}");

        byId.Root.GetProperty("servicePrincipalType").GetString().ShouldBe("ManagedIdentity");
        (await _directory.GetAsync($"servicePrincipals?$filter=appId eq '{identity.ClientId}'")).Ids.ShouldBe([identity.ObjectId.ToString()]);
        (await _directory.GetAsync("servicePrincipals?$filter=displayName eq 'Microsoft Graph'")).Ids.ShouldBe([_directory.GraphId.ToString()]);
        (await _directory.GetAsync($"servicePrincipals(appId='{Guid.NewGuid()}')")).ErrorCode.ShouldBe("Request_ResourceNotFound");
    }

    [Fact]
    public async Task RefusesAPrincipalWhenThereIsOneOrTheApplicationIsUnknown()
    {
        (_, string appId) = await _directory.RegisterAsync();
        await _directory.CreatePrincipalAsync(appId);

        SandboxAnswer again = await _directory.PostAsync("servicePrincipals", new { appId });

        again.Status.ShouldBe(409);
        again.ErrorCode.ShouldBe("Request_MultipleObjectsWithSameKeyValue");
        (await _directory.PostAsync("servicePrincipals", new { appId = Guid.NewGuid() })).Status.ShouldBe(400);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task PutsTheRoleIntoTokensWhenItIsAssignedFromEitherSide(bool fromPrincipal)
    {
        (string id, string appId) = await _directory.RegisterAsync();
        string principalId = await _directory.CreatePrincipalAsync(appId);
        string secret = (await _directory.PostAsync($"applications/{id}/addPassword", new { })).Root.GetProperty("secretText").GetString()!;
        object body = new { principalId, resourceId = _directory.GraphId, appRoleId = ExportRole };

        SandboxAnswer answer = fromPrincipal
            ? await _directory.PostAsync($"servicePrincipals/{principalId}/appRoleAssignments", body)
            : await _directory.PostAsync($"{GraphPath}/appRoleAssignedTo", body);

        answer.Status.ShouldBe(201, answer.Text);
        answer.Root.GetProperty("resourceDisplayName").GetString().ShouldBe("Microsoft Graph");
        answer.Root.GetProperty("principalType").GetString().ShouldBe("ServicePrincipal");
        Jwt token = Jwt.Parse((await _directory.TokenAsync(appId, secret)).Root.GetProperty("access_token").GetString()!)!;
        token.Claims("roles").ShouldBe(["MailboxItem.Export.All"]);
        SandboxAnswer again = await _directory.PostAsync($"servicePrincipals/{principalId}/appRoleAssignments", body);
        again.Status.ShouldBe(400);
        again.Text.ShouldContain("Permission being assigned already exists on the object");
    }

    [Fact]
    public async Task ShowsAndRemovesRolesWhenAManagedIdentityHasThem()
    {
        ManagedIdentity identity = Tenant.ManagedIdentities[1];
        string path = $"servicePrincipals/{identity.ObjectId}/appRoleAssignments";

        SandboxAnswer list = await _directory.GetAsync($"{path}?$filter=resourceId eq {_directory.GraphId}");
        string id = list.Values.Single(static value => value.GetProperty("appRoleId").GetString() == ExportRole).GetProperty("id").GetString()!;
        SandboxAnswer others = await _directory.GetAsync($"{GraphPath}/appRoleAssignedTo?$filter=principalId eq {identity.ObjectId}");
        SandboxAnswer removed = await _directory.DeleteAsync($"{path}/{id}");

        list.Values.Count.ShouldBe(4);
        others.Ids.ShouldBe(list.Ids, ignoreOrder: true);
        removed.Status.ShouldBe(204);
        identity.Roles.ShouldNotContain("MailboxItem.Export.All");
        identity.Roles.Count.ShouldBe(3);
    }

    [Fact]
    public async Task RefusesARoleWhenTheIdsDoNotFit()
    {
        string principalId = Tenant.ManagedIdentities[1].ObjectId.ToString();
        string other = Tenant.ManagedIdentities[0].ObjectId.ToString();
        string path = $"servicePrincipals/{principalId}/appRoleAssignments";
        string role = "76577085-e73d-4f1d-b26a-85fb33892327";

        (await _directory.PostAsync(path, new { principalId = other, resourceId = _directory.GraphId, appRoleId = role })).Status.ShouldBe(400);
        (await _directory.PostAsync(path, new { principalId, resourceId = Guid.NewGuid(), appRoleId = role })).Status.ShouldBe(404);
        (await _directory.PostAsync(path, new { principalId, resourceId = _directory.GraphId, appRoleId = Guid.NewGuid() })).Status.ShouldBe(400);
        (await _directory.PostAsync(path, new { principalId, resourceId = _directory.GraphId })).Status.ShouldBe(400);
    }

    [Fact]
    public async Task LetsTheUserInWhenAConsentIsGiven()
    {
        (string id, string appId) = await _directory.RegisterAsync();
        await _directory.PatchAsync(
            $"applications/{id}", new { isFallbackPublicClient = true, publicClient = new { redirectUris = new[] { "http://localhost" } } });
        string clientId = await _directory.CreatePrincipalAsync(appId);
        UserSignIn signIn = new(_client) { Application = Tenant.Applications.Single(application => application.ObjectId.ToString() == clientId) };

        SandboxAnswer before = await signIn.AuthorizeAsync();
        SandboxAnswer granted = await _directory.PostAsync(
            "oauth2PermissionGrants",
            new { clientId, consentType = "AllPrincipals", resourceId = _directory.GraphId, scope = "MailboxFolder.Read MailboxItem.Export openid" });
        SandboxAnswer after = await signIn.SignInAsync();

        UserSignIn.Returned(before, "error_description")!.ShouldStartWith("AADSTS65001: ");
        granted.Status.ShouldBe(201);
        Jwt.Parse(after.Root.GetProperty("access_token").GetString()!)!.Claim("appid").ShouldBe(appId);
    }

    [Fact]
    public async Task ShowsChangesAndRemovesConsentsWhenAsked()
    {
        (_, string appId) = await _directory.RegisterAsync();
        string clientId = await _directory.CreatePrincipalAsync(appId);
        Guid principalId = Tenant.User(SandboxClient.Adele).ObjectId;
        object body = new { clientId, consentType = "Principal", principalId, resourceId = _directory.GraphId, scope = "User.Read" };
        string id = (await _directory.PostAsync("oauth2PermissionGrants", body)).Root.GetProperty("id").GetString()!;

        SandboxAnswer again = await _directory.PostAsync("oauth2PermissionGrants", body);
        SandboxAnswer changed = await _directory.PatchAsync($"oauth2PermissionGrants/{id}", new { scope = "User.Read MailboxItem.Read" });
        SandboxAnswer list = await _directory.GetAsync($"oauth2PermissionGrants?$filter=clientId eq '{clientId}'");
        SandboxAnswer removed = await _directory.DeleteAsync($"oauth2PermissionGrants/{id}");

        again.Status.ShouldBe(409);
        changed.Status.ShouldBe(204);
        list.Values.Single().GetProperty("scope").GetString().ShouldBe("User.Read MailboxItem.Read");
        list.Values.Single().GetProperty("principalId").GetString().ShouldBe(principalId.ToString());
        removed.Status.ShouldBe(204);
        (await _directory.GetAsync($"oauth2PermissionGrants/{id}")).Status.ShouldBe(404);
    }

    [Theory]
    [InlineData("Everybody", false, "User.Read")]
    [InlineData("AllPrincipals", true, "User.Read")]
    [InlineData("Principal", false, "User.Read")]
    [InlineData("AllPrincipals", false, "Nothing.Read")]
    public async Task RefusesAConsentWhenItIsWrong(string consentType, bool namesUser, string scope)
    {
        (_, string appId) = await _directory.RegisterAsync();
        string clientId = await _directory.CreatePrincipalAsync(appId);
        Guid? principalId = namesUser ? Tenant.User(SandboxClient.Adele).ObjectId : null;

        SandboxAnswer answer = await _directory.PostAsync(
            "oauth2PermissionGrants", new { clientId, consentType, principalId, resourceId = _directory.GraphId, scope });

        answer.Status.ShouldBe(400);
    }

    [Theory]
    [InlineData("applications", "Application.Read.All")]
    [InlineData("servicePrincipals", "Directory.Read.All")]
    [InlineData("oauth2PermissionGrants", "DelegatedPermissionGrant.ReadWrite.All")]
    public async Task NeedsThePermissionWhenTheDirectoryIsRead(string path, string role)
    {
        _client.Token = _client.Server.IssueToken(_client.Server.BuiltInApplication, roles: [role]);
        (await _directory.GetAsync(path)).Status.ShouldBe(200);

        _client.Token = _client.Server.IssueToken(_client.Server.BuiltInApplication, roles: ["MailboxItem.ImportExport.All"]);
        SandboxAnswer answer = await _directory.GetAsync(path);
        answer.Status.ShouldBe(403);
        answer.ErrorCode.ShouldBe("Authorization_RequestDenied");
    }

    [Theory]
    [InlineData("Application.ReadWrite.All", 201, 403)]
    [InlineData("Application.Read.All", 403, 403)]
    [InlineData("AppRoleAssignment.ReadWrite.All", 403, 201)]
    public async Task NeedsThePermissionWhenTheDirectoryIsChanged(string role, int register, int assign)
    {
        string principalId = Tenant.ManagedIdentities[1].ObjectId.ToString();
        _client.Token = _client.Server.IssueToken(_client.Server.BuiltInApplication, roles: [role]);

        (await _directory.PostAsync("applications", new { displayName = "X" })).Status.ShouldBe(register);
        (await _directory.PostAsync(
            $"servicePrincipals/{principalId}/appRoleAssignments",
            new { principalId, resourceId = _directory.GraphId, appRoleId = "76577085-e73d-4f1d-b26a-85fb33892327" })).Status.ShouldBe(assign);
    }

    [Theory]
    [InlineData("dana@contoso.example", 201)]
    [InlineData(SandboxClient.Adele, 403)]
    public async Task NeedsAnAdministratorWhenAUserRegisters(string user, int status)
    {
        _client.Token = _client.Server.IssueToken(Tenant.User(user), ["Application.ReadWrite.All"]);

        (await _directory.PostAsync("applications", new { displayName = "X" })).Status.ShouldBe(status);
    }
}
