using System.Globalization;
using CloudifyPS.Client.Connection;
using CloudifyPS.Client.Security;

namespace CloudifyPS.Client.Resources;

/// <summary>Tokens: <c>/tokens</c>. Managers before 6.4 have one for every user; later ones make as many as are asked for.</summary>
public sealed class TokenClient : ResourceClient<Token>
{
    internal TokenClient(ManagerClient client)
        : base(client, "tokens", "id", token => token.Id)
    {
    }

    /// <summary>The user's own token: <c>GET /tokens</c>, managers before 6.4.</summary>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="CfyUnsupportedException">The manager is 6.4 or later.</exception>
    public async Task<Token> GetOwnAsync(CancellationToken cancellationToken)
    {
        if (MakesTokens)
        {
            throw new CfyUnsupportedException(
                $"A manager {Client.Connection.ManagerVersion} gives the value of a token once, when it is made.")
            {
                RecommendedAction = "Make one with New-CfyToken.",
            };
        }

        return Secure(await Client.GetAsync<Token>(ApiRequest.Get(Path), cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Whether this manager makes tokens (6.4 and later), or has one for every user.</summary>
    public bool MakesTokens => Client.Connection.IsAtLeast(6, 4);

    /// <summary>Makes a token: <c>POST /tokens</c>, managers from 6.4 on.</summary>
    /// <param name="description">What it is for; null for nothing.</param>
    /// <param name="expires">When it ends; null for never.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public async Task<Token> CreateAsync(
        string? description, DateTimeOffset? expires, CancellationToken cancellationToken)
    {
        if (!MakesTokens)
        {
            throw new CfyUnsupportedException(
                $"A manager {Client.Connection.ManagerVersion} does not make tokens: every user has one.")
            {
                RecommendedAction = "Get it with Get-CfyToken.",
            };
        }

        var body = new Dictionary<string, object?>();
        if (description is not null)
        {
            body["description"] = description;
        }

        if (expires is { } time)
        {
            body["expiration_date"] = time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        }

        return Secure(await Client.GetAsync<Token>(ApiRequest.Post(Path).WithJson(body), cancellationToken)
            .ConfigureAwait(false));
    }

    /// <summary>Revokes a token: <c>DELETE /tokens/{id}</c>, managers from 6.4 on.</summary>
    /// <param name="id">The token's id.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task DeleteAsync(string id, CancellationToken cancellationToken)
    {
        Client.Require("Revoking a token", 6, 4);
        return Client.SendAsync(ApiRequest.Delete(PathOf(id)), cancellationToken);
    }

    private static Token Secure(Token token)
    {
        token.Value = (token.Value as string)?.ToSecureString();
        return token;
    }
}
