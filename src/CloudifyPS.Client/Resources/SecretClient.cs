using System.Collections;
using CloudifyPS.Client.Connection;
using CloudifyPS.Client.Json;
using CloudifyPS.Client.Requests;
using CloudifyPS.Client.Security;

namespace CloudifyPS.Client.Resources;

/// <summary>Manages secrets: <c>/secrets</c>. A list does not contain their values.</summary>
internal sealed class SecretClient(ApiClient api)
    : ResourceClient<Secret>(api, new("secret", "secrets", "key", secret => secret.Key)
    {
        SearchField = "key",
        IsWholeInList = false,
    })
{
    /// <summary>Gets a secret with its value as a SecureString: <c>GET /secrets/{key}</c>.</summary>
    public override async Task<Secret> GetAsync(
        string key, IReadOnlyList<string>? include, CancellationToken cancellationToken)
    {
        var secret = await GetPlainAsync(key, include, cancellationToken).ConfigureAwait(false);

        // A SecureString contains text only. Other values are converted to JSON.
        secret.Value = secret.Value switch
        {
            null => null,
            string text => text.ToSecureString(),
            object other => JsonBody.Write(other).ToSecureString(),
        };
        return secret;
    }

    /// <summary>Gets a secret with its value in plain text: <c>GET /secrets/{key}</c>.</summary>
    public Task<Secret> GetPlainAsync(
        string key, IReadOnlyList<string>? include, CancellationToken cancellationToken) =>
        base.GetAsync(key, include, cancellationToken);

    /// <summary>Creates a secret: <c>PUT /secrets/{key}</c>.</summary>
    /// <param name="key">The key of the secret.</param>
    /// <param name="secret">The value and the other properties.</param>
    /// <param name="updateIfExists">Whether an existing secret is overwritten. Manager 4.3 and later.</param>
    /// <param name="cancellationToken">A token that cancels the request.</param>
    /// <returns>The secret without its value.</returns>
    public Task<Secret> CreateAsync(
        string key, SecretDefinition secret, bool updateIfExists, CancellationToken cancellationToken)
    {
        ResourceName.Valid("secret", key);
        var request = Compose(ApiRequest.Put(PathOf(key)), secret)
            .WithField("update_if_exists", updateIfExists ? true : null);
        return SendAsync(request, key, cancellationToken);
    }

    /// <summary>
    /// Changes a secret: <c>PATCH /secrets/{key}</c>. A structured value is sent with <c>PUT /secrets/{key}</c>,
    /// because Manager 7.0.5 responds to a PATCH with 500.
    /// </summary>
    /// <returns>The secret without its value.</returns>
    public async Task<Secret> UpdateAsync(string key, SecretDefinition secret, CancellationToken cancellationToken)
    {
        if (secret.StructuredValue is null)
        {
            return await SendAsync(Compose(ApiRequest.Patch(PathOf(key)), secret), key, cancellationToken)
                .ConfigureAwait(false);
        }

        // PUT replaces all properties, so the unchanged ones are read and sent again.
        var present = await GetPlainAsync(key, ["key", "schema", "visibility", "is_hidden_value"], cancellationToken)
            .ConfigureAwait(false);
        var whole = new SecretDefinition
        {
            StructuredValue = secret.StructuredValue,
            Schema = present.Schema,
            Visibility = secret.Visibility ?? present.Visibility,
            IsHiddenValue = secret.IsHiddenValue ?? present.IsHiddenValue,
        };
        return await CreateAsync(key, whole, updateIfExists: true, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Deletes a secret: <c>DELETE /secrets/{key}</c>.</summary>
    public Task DeleteAsync(string key, CancellationToken cancellationToken) =>
        Api.SendAsync(ApiRequest.Delete(PathOf(key)), cancellationToken);

    private static ApiRequest Compose(ApiRequest request, SecretDefinition secret) =>
        request
            .WithField("value", secret.StructuredValue ?? secret.Value?.ToPlainText())
            .WithField("is_hidden_value", secret.IsHiddenValue)
            .WithField("visibility", secret.Visibility)
            .WithField("schema", secret.Schema ?? SchemaOf(secret.StructuredValue));

    // The manager requires a schema for a value other than text. The minimal schema consists of the type.
    private static IDictionary? SchemaOf(object? value) => value switch
    {
        null => null,
        IDictionary => TypeSchema("object"),
        string => TypeSchema("string"),
        bool => TypeSchema("boolean"),
        IEnumerable => TypeSchema("array"),
        float or double or decimal => TypeSchema("number"),
        _ => TypeSchema("integer"),
    };

    private static Dictionary<string, string> TypeSchema(string type) => new() { ["type"] = type };

    // Manager 4.x returns the value. It is removed from the result, so all versions behave the same.
    private async Task<Secret> SendAsync(ApiRequest request, string key, CancellationToken cancellationToken)
    {
        var secret = await Api.SendAsync<Secret>(request, cancellationToken).ConfigureAwait(false);
        secret.Key ??= key;
        secret.Value = null;
        return secret;
    }
}
