using System.Text;

namespace Roadstead.EndToEnd.Tests.Secrets;

/// <summary>All secrets of a run, and everything that was searched for them.</summary>
internal sealed class SecretSearch
{
    private readonly List<SecretMark> marks = [];
    private readonly List<(string Place, byte[] Text)> places = [];
    private readonly HashSet<(string Place, string Mark)> allowed = [];

    public int Places => places.Count;

    public int Marks => marks.Count;

    public long SearchedBytes => places.Sum(place => (long)place.Text.Length);

    public void Mark(string name, string secret) => marks.Add(new SecretMark(name, secret));

    public void Mark(string name, byte[] secret) => marks.Add(new SecretMark(name, secret));

    /// <summary>The one place where a secret may be: where it is handed out, or kept.</summary>
    public void Allow(string place, string mark) => allowed.Add((place, mark));

    public void Add(string place, string text) => Add(place, Encoding.UTF8.GetBytes(text));

    public void Add(string place, byte[] text)
    {
        lock (places)
        {
            places.Add((place, text));
        }
    }

    /// <summary>Each secret that is where it must not be.</summary>
    public IReadOnlyList<string> Find() =>
    [
        .. from place in places
           from mark in marks
           let form = mark.FindIn(place.Text)
           where form is not null && !allowed.Contains((place.Place, mark.Name))
           select $"{mark.Name} is in {place.Place} ({form})",
    ];
}
