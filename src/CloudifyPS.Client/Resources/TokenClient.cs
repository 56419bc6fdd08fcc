using System.Globalization;
using CloudifyPS.Client.Connection;
using CloudifyPS.Client.Security;
using CloudifyPS.Client.Versions;

namespace CloudifyPS.Client.Resources;

/// <summary>
/// Tokens: <c>/tokens</c>. Before 6.4 every user has one token; since 6.4 tokens are created and revoked.
/// </summary>
internal sealed class TokenClient(ApiClient api)
    : ResourceClient<Token>(api, new("token", "tokens", "id", token => token.Id) { Scope = TenantScope.Manager })
{
    private static readonly VersionLimit[] OwnToken =
        [.. VersionTable.Of("Get-CfyToken", new Dictionary<string, int> { ["AsPlainText"] = 1 })];

    /// <summary>Gets whether this manager creates tokens (6.4 and later).</summary>
    public bool CreatesTokens => Api.Connection.IsAtLeast(6, 4);

    /// <summary>Gets the user's token: <c>GET /tokens</c>, managers before 6.4.</summary>
    /// <exception cref="CfyUnsupportedException">The manager is 6.4 or later.</exception>
    public async Task<Token> GetOwnAsync(CancellationToken cancellationToken)
    {
        await Api.RequireAsync(OwnToken, cancellationToken).ConfigureAwait(false);
        return Secure(await Api.SendAsync<Token>(ApiRequest.Get(Path), cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Creates a token: <c>POST /tokens</c>. Manager 6.4 and later.</summary>
    /// <param name="description">The purpose; null for none.</param>
    /// <param name="expires">The end of its validity, in whole minutes; null for none.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public async Task<Token> CreateAsync(
        string? description, DateTimeOffset? expires, CancellationToken cancellationToken)
    {
        // Manager 7.0.5 answers 500 to seconds, to ISO 8601 and to time zones.
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
