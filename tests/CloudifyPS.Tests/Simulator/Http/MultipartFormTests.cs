using System.Text;
using CloudifyPS.Simulator;
using CloudifyPS.Simulator.Configuration;

namespace CloudifyPS.Tests.Simulator.Http;

/// <summary>
/// Uploads with well-formed and malformed forms. The expected statuses are those of a manager 7.0.5 for the same
/// bodies.
/// </summary>
public sealed class MultipartFormTests
{
    private const string Type = "multipart/form-data; boundary=b";
    private const string Archive = "{archive}";
    private const string Disposition =
        "Content-Disposition: form-data; name=\"blueprint_archive\"; filename=\"bp1.zip\"";

    private const string Parameters = "{\"application_file_name\": \"blueprint.yaml\", \"async_upload\": true}";
    private const string File = "--b\r\n" + Disposition + "\r\n\r\n" + Archive + "\r\n";
    private const string WellFormed =
        "--b\r\nContent-Disposition: form-data; name=\"params\"\r\n\r\n" + Parameters + "\r\n" + File + "--b--\r\n";

    private static readonly Encoding Bytes = Encoding.Latin1;

    public static TheoryData<string, int, string, string> Forms()
    {
        var data = new TheoryData<string, int, string, string>();
        void Add(string name, int status, string body, string type = Type) => data.Add(name, status, type, body);
        string With(string old, string replacement) => WellFormed.Replace(old, replacement);
        string Cut(string before, int more = 0) => WellFormed[..(WellFormed.IndexOf(before) + more)];
        string Other(string boundary) => WellFormed.Replace("--b", "--" + boundary);
        const string Form = "multipart/form-data; ";

        Add("well formed", 201, WellFormed);
        Add("LF only", 201, With("\r\n", "\n"));
        Add("CR only", 201, With("\r\n", "\r"));
        Add("mixed line ends", 201, With("--b\r\n", "--b\n"));
        Add("quoted boundary", 201, WellFormed, Form + "boundary=\"b\"");
        Add("boundary in capitals", 201, WellFormed, Form + "BOUNDARY=b");
        Add("type in capitals", 201, WellFormed, "Multipart/Form-Data; boundary=b");
        Add("other parameters", 201, WellFormed, Form + "charset=utf-8; boundary=b; x=y");
        Add("boundary with semicolon", 201, Other("b;c"), Form + "boundary=\"b;c\"");
        Add("long boundary", 201, Other(new string('b', 300)), Form + "boundary=" + new string('b', 300));
        Add("preamble", 201, "preamble\r\n" + WellFormed);
        Add("text before the delimiter", 201, "text" + WellFormed);
        Add("epilogue", 201, WellFormed + "epilogue");
        Add("spaces after the boundary", 201, With("--b\r\n", "--b  \r\n"));
        Add("no line end at the end", 201, WellFormed[..^2]);
        Add("header in small letters", 201, With("Content-D", "content-d"));
        Add("other headers", 201, With(Disposition, "Content-Type: a/b\r\n" + Disposition + "\r\nX: y"));
        Add("huge header", 201, With(Disposition, $"X: {new string('x', 200_000)}\r\n{Disposition}"));
        Add("many headers", 201, With(
            Disposition, string.Concat(Enumerable.Repeat("X: y\r\n", 20_000)) + Disposition));
        Add("no parameters", 201, File + "--b--\r\n");
        Add("empty parameters", 201, With(Parameters, ""));
        Add("empty part", 201, With(
            "--b--", "--b\r\nContent-Disposition: form-data; name=\"e\"\r\n\r\n\r\n--b--"));
        Add("name not quoted", 201, With("\"blueprint_archive\"", "blueprint_archive"));
        Add("archive twice", 201, With("--b--", File.Replace(Archive, "none") + "--b--"));
        Add("nested", 201, With(Archive, $"--c\r\n{Disposition}\r\n\r\n{Archive}\r\n--c--"));
        Add("delimiter in a line", 201, With(Archive, "x--b\r\n" + Archive));
        Add("longer delimiter", 201, With(Archive, "\r\n--bc\r\n" + Archive));
        Add("not a form", 201, WellFormed, "multipart/mixed; boundary=b");

        Add("no boundary", 500, WellFormed, "multipart/form-data");
        Add("empty boundary", 500, WellFormed, Form + "boundary=");
        Add("empty quoted boundary", 500, WellFormed, Form + "boundary=\"\"");
        Add("wrong boundary", 500, WellFormed, Form + "boundary=c");
        Add("too long boundary", 500, Other(new string('b', 5000)), Form + "boundary=" + new string('b', 5000));
        Add("empty body", 500, "");
        Add("only a delimiter", 500, "--b");
        Add("only a delimiter line", 500, "--b\r\n");
        Add("only the end", 500, "--b--");
        Add("only dashes", 500, "--");
        Add("only line ends", 500, "\r\n\r\n\r\n");
        Add("missing end", 500, Cut("\r\n--b--"));
        Add("end without dashes", 500, Cut("--b--", 3));
        Add("end with one dash", 500, Cut("--b--", 4) + "\r\n");
        Add("cut in the archive", 500, Cut(Archive) + "PK");
        Add("cut in a header", 500, Cut("filename"));
        Add("cut before the empty line", 500, Cut(Archive, -4));
        Add("no empty line", 500, File.Replace("\r\n\r\n", "\r\n") + "--b--\r\n");
        Add("no headers", 500, File.Replace(Disposition + "\r\n", "") + "--b--\r\n");
        Add("no disposition", 500, File.Replace(Disposition, "Content-Type: a/b") + "--b--\r\n");
        Add("no name", 500, With("name=\"blueprint_archive\"; ", ""));
        Add("no file name", 500, With("; filename=\"bp1.zip\"", ""));
        Add("empty name", 500, With("\"blueprint_archive\"", "\"\""));
        Add("other name", 500, With("\"blueprint_archive\"", "\"archive\""));
        Add("open quoted name", 500, With("blueprint_archive\"", "blueprint_archive"));
        Add("header without a colon", 500, With(Disposition, "nonsense\r\n" + Disposition));
        Add("header of bytes", 500, With(Disposition, "\0\u0001\u00FF: \u0080\r\n" + Disposition));
        Add("endless header", 500, With(Disposition, $"X: {new string('x', 2_000_000)}\r\n{Disposition}"));
        Add("parameters not JSON", 500, With(Parameters, "{" + Parameters));
        Add("parameters are a list", 500, With(Parameters, "[1]"));
        Add("parameters are text", 500, With(Parameters, "\"x\""));
        Add("parameters are bytes", 500, With(Parameters, "\u00FF\u00FE\0"));
        Add("parameters of wrong types", 500, With("\"blueprint.yaml\"", "[1]").Replace("true", "{}"));
        Add("random bytes", 500, Bytes.GetString(RandomBytes()));
        Add("URL-encoded archive", 500, Archive, "application/x-www-form-urlencoded");
        Add("URL-encoded text", 500, "a=b&c=%ZZ", "application/x-www-form-urlencoded; charset=utf-8");
        Add("empty archive", 400, With(Archive, ""));
        Add("too many parts", 413, string.Concat(Enumerable.Repeat(
            "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n", 5000)) + WellFormed);
        return data;
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task EveryFormIsAnswered(string name, int status, string type, string body)
    {
        using var manager = new SimulatedManager(new SimulatorOptions { Speed = 0 });
        using var client = new SimulatorClient(manager);

        var answer = await client.UploadAsync(
            "PUT", "/api/v3.1/blueprints/bp1?async_upload=true", await BodyAsync(body), type);

        Assert.Equal((name, status), (name, answer.Status));
        Assert.Equal(200, (await client.GetAsync("/api/v3.1/version")).Status);
    }

    [Fact]
    public async Task TheFieldsAndTheArchiveOfAFormAreUsed()
    {
        using var manager = new SimulatedManager(new SimulatorOptions { Speed = 0 });
        using var client = new SimulatorClient(manager);

        await client.UploadAsync(
            "PUT", "/api/v3.1/blueprints/bp1",
            await BodyAsync(WellFormed.Replace("blueprint.yaml", "missing.yaml")), Type);

        var blueprint = (await client.GetAsync("/api/v3.1/blueprints/bp1")).Json;
        Assert.Equal("missing.yaml does not exist in the application directory", (string?)blueprint["error"]);
    }

    [Fact]
    public async Task AFormOfManyLineEndsIsParsedInLinearTime()
    {
        using var manager = new SimulatedManager(new SimulatorOptions { Speed = 0 });
        using var client = new SimulatorClient(manager);
        var boundary = new string('-', 1000);
        var body = string.Concat(Enumerable.Repeat("\r\n--" + boundary[..^1] + "x", 20_000));

        // Without a linear search this body takes minutes.
        var answer = await client.UploadAsync(
            "PUT", "/api/v3.1/blueprints/bp1", await BodyAsync(body),
            "multipart/form-data; boundary=" + boundary);

        Assert.Equal(500, answer.Status);
    }

    private static byte[] RandomBytes()
    {
        var bytes = new byte[3000];
        new Random(1).NextBytes(bytes);
        return bytes;
    }

    private static async Task<byte[]> BodyAsync(string text)
    {
        var archive = await System.IO.File.ReadAllBytesAsync(TestFiles.Path("Recordings", "archives", "bp1.zip"));
        return Bytes.GetBytes(text.Replace(Archive, Bytes.GetString(archive)));
    }
}
