using System.Globalization;
using CloudifyPS.Client.Connection;
using CloudifyPS.Client.Security;
using CloudifyPS.Client.Versions;

namespace CloudifyPS.Client.Resources;

/// <summary>
/// Manages tokens: <c>/tokens</c>. Before Manager 6.4, each user has one token. Since then, tokens are created and
/// revoked.
/// </summary>
internal sealed class TokenClient(ApiClient api)
    : ResourceClient<Token>(api, new("token", "tokens", "id", token => token.Id) { Scope = TenantScope.Manager })
{
    private static readonly VersionLimit[] OwnToken =
        [.. VersionTable.Of("Get-CfyToken", new Dictionary<string, int> { ["AsPlainText"] = 1 })];

    /// <summary>Gets whether tokens can be created: Manager 6.4 and later.</summary>
    public bool CreatesTokens => Api.Connection.IsAtLeast(6, 4);

    /// <summary>Gets the token of the current user: <c>GET /tokens</c>. Only managers before 6.4.</summary>
    /// <exception cref="CfyUnsupportedException">The manager is 6.4 or later.</exception>
    public async Task<Token> GetOwnAsync(CancellationToken cancellationToken)
    {
        await Api.RequireAsync(OwnToken, cancellationToken).ConfigureAwait(false);
        return Secure(await Api.SendAsync<Token>(ApiRequest.Get(Path), cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Creates a token: <c>POST /tokens</c>. Manager 6.4 and later.</summary>
    /// <param name="description">The description; null for none.</param>
    /// <param name="expires">The expiration time, in whole minutes; null for none.</param>
    /// <param name="cancellationToken">A token that cancels the request.</param>
    public async Task<Token> CreateAsync(
        string? description, DateTimeOffset? expires, CancellationToken cancellationToken)
    {
        // Manager 7.0.5 responds with 500 to times with seconds or a time zone, and to the ISO 8601 format.
        var request = ApiRequest.Post(Path)
            .WithJson(new Dictionary<string, object?>())
            .WithField("description", description)
            .WithField(
                "expiration_date",
                expires?.ToUniversalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture));
        return Secure(await Api.SendAsync<Token>(request, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Revokes a token: <c>DELETE /tokens/{id}</c>. Manager 6.4 and later.</summary>
    public Task DeleteAsync(string id, CancellationToken cancellationToken) =>
        Api.SendAsync(ApiRequest.Delete(PathOf(id)), cancellationToken);

    private static Token Secure(Token token)
    {
        token.Value = (token.Value as string)?.ToSecureString();
        return token;
    }
}
